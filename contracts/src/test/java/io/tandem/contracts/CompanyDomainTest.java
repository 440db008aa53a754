package io.tandem.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompanyDomainTest {
    private static final DomainKinds KINDS = domain -> Map.of(
                    "mail.example", DomainKind.FREE_MAIL,
                    "bin.example", DomainKind.DISPOSABLE,
                    "campus.example", DomainKind.SUFFIX,
                    "science.campus.example", DomainKind.SUFFIX)
            .getOrDefault(domain, DomainKind.COMPANY);

    @Test
    void isTheRegistrableDomainOfACompany() {
        assertEquals(Optional.of("acme.example"), of("post.acme.example", "acme.example"));
    }

    @Test
    void isNoneOnFreeMailAndDisposableDomains() {
        assertEquals(Optional.empty(), of("mail.example", "mail.example"));
        assertEquals(Optional.empty(), of("eu.bin.example", "bin.example"));
    }

    @Test
    void isOneLabelMoreBelowADomainThatOrganisationsShare() {
        assertEquals(Optional.of("arts.campus.example"), of("arts.campus.example", "campus.example"));
        assertEquals(Optional.of("arts.campus.example"), of("post.arts.campus.example", "campus.example"));
        assertEquals(
                Optional.of("physics.science.campus.example"), of("physics.science.campus.example", "campus.example"));
        assertEquals(Optional.of("campus.example"), of("campus.example", "campus.example"));
    }

    @Test
    void isNoneWhereNobodyCanRegister() {
        assertEquals(Optional.empty(), CompanyDomain.of("co.uk", Optional.empty(), KINDS));
    }

    @Test
    void isNoneForTheAlumniOfAUniversity() {
        assertEquals(Optional.empty(), of("alumni.campus.edu", "campus.edu"));
        assertEquals(Optional.empty(), of("post.alum.campus.edu", "campus.edu"));
        assertEquals(Optional.of("alumni.example"), of("alumni.example", "alumni.example"));
    }

    @Test
    void shippedListsKnowFreeMailAndThrowAwayMail() {
        assertEquals(DomainKind.FREE_MAIL, ShippedDomains.INSTANCE.of("gmail.com"));
        assertEquals(DomainKind.DISPOSABLE, ShippedDomains.INSTANCE.of("mailinator.com"));
        assertEquals(DomainKind.SUFFIX, ShippedDomains.INSTANCE.of("zendesk.com"));
        assertEquals(DomainKind.COMPANY, ShippedDomains.INSTANCE.of("acme.example"));
    }

    private static Optional<String> of(String host, String registrable) {
        return CompanyDomain.of(host, Optional.of(registrable), KINDS);
    }
}
