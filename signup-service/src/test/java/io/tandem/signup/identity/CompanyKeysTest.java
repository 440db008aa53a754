package io.tandem.signup.identity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.signup.domain.CompanyProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CompanyKeysTest {
    @Test
    void lettersOfRareScriptsAreNotCutInTwo() {
        String rare = "\uD801\uDC00\uD801\uDC01\uD801\uDC02\uD801\uDC03\uD801\uDC04\uD801\uDC05\uD801\uDC06";

        for (String key : keys(rare + " " + rare + " " + rare, null)) {
            assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(key), key);
        }
    }

    @Test
    void labelOfSignsAloneIsNoName() {
        assertTrue(keys(null, "xn--n3h.net").stream().noneMatch(key -> key.startsWith("n:")), "a snowman is no word");
    }

    private static Set<String> keys(String name, String domain) {
        return new CompanyProfile(UUID.randomUUID(), domain, MetCompany.label(domain), name, null, 1, Instant.EPOCH)
                .keys(ShippedCompanyWords.WORDS);
    }
}
