package io.tandem.signup.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.DomainKind;
import io.tandem.contracts.ShippedDomains;
import io.tandem.kit.web.RegistrableDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedListsTest {
    private static final List<String> LISTS =
            List.of("free-mail-domains.txt", "disposable-domains.txt", "shared-domains.txt");

    @Test
    void everyLineIsARegistrableDomain() throws IOException {
        for (String list : LISTS) {
            for (String domain : domains(list)) {
                assertEquals(Optional.of(domain), RegistrableDomain.of(domain), list);
            }
        }
    }

    @Test
    void linesAreSortedAndOnceOverAllLists() throws IOException {
        List<String> all = new ArrayList<>();
        for (String list : LISTS) {
            List<String> domains = domains(list);
            assertTrue(!domains.isEmpty(), list);
            assertEquals(List.copyOf(new TreeSet<>(domains)), domains, list);
            all.addAll(domains);
        }
        assertEquals(all.size(), new TreeSet<>(all).size(), "a domain is on two lists");
    }

    @Test
    void sayWhereTheyComeFrom() throws IOException {
        for (String list : LISTS) {
            assertTrue(lines(list).get(1).matches("# .*, \\d{4}-\\d\\d-\\d\\d; licence: .*"), list);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gmail.com, FREE_MAIL", "proton.me, FREE_MAIL", "t-online.de, FREE_MAIL", "orange.fr, FREE_MAIL",
        "comcast.net, FREE_MAIL", "icloud.com, FREE_MAIL", "naver.com, FREE_MAIL", "qq.com, FREE_MAIL",
        "yopmail.com, DISPOSABLE", "guerrillamail.com, DISPOSABLE", "zendesk.com, SUFFIX",
    })
    void knowWhatIsNoCompany(String domain, DomainKind kind) {
        assertEquals(kind, ShippedDomains.INSTANCE.of(domain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apple.com",
                "google.com",
                "microsoft.com",
                "amazon.com",
                "meta.com",
                "siemens.com",
                "sap.com",
                "telekom.de",
                "vodafone.com",
                "orange.com",
                "verizon.com",
                "comcast.com",
                "proton.ch",
                "basecamp.com",
                "mit.edu",
                "europa.eu",
                "nhs.uk",
                "att.com",
                "bt.com",
                "netease.com",
                "tencent.com",
                "naverlabs.com"
            })
    void takeNoCompanyForAMailProvider(String domain) {
        assertEquals(DomainKind.COMPANY, ShippedDomains.INSTANCE.of(domain));
    }

    private static List<String> domains(String list) throws IOException {
        return lines(list).stream().filter(line -> !line.startsWith("#")).toList();
    }

    private static List<String> lines(String list) throws IOException {
        try (var stream = ShippedDomains.class.getResourceAsStream("/" + list)) {
            assertNotNull(stream, list);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
