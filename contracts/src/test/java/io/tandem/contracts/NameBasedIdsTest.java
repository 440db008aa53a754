package io.tandem.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The expected ids were made by another implementation of RFC 9562: they must never change. */
class NameBasedIdsTest {
    @Test
    void accountOfADomain() {
        assertEquals(UUID.fromString("e9a2ee4e-7006-50d8-9cb4-26b1688c0a21"), AccountId.ofDomain("acme.com"));
        assertEquals(UUID.fromString("c7926a45-99ed-52f1-beaf-32c02c16cd32"), AccountId.ofDomain("acme.co.uk"));
        assertEquals(UUID.fromString("4956bffc-b99c-53ad-bad7-ff6c64224e49"), AccountId.ofDomain("xn--mnchen-3ya.de"));
    }

    @Test
    void accountOfAGroup() {
        assertEquals(UUID.fromString("ac5536a2-7595-5065-ac6b-534329d95b72"), AccountId.ofGroup("g-42"));
    }

    @Test
    void accountOfAnEmail() {
        assertEquals(UUID.fromString("d0ddd800-bedc-5a34-8419-4067ad5062ed"), AccountId.ofEmail("ana@gmail.com"));
    }

    @Test
    void person() {
        assertEquals(UUID.fromString("7e758062-e4b3-5bf7-b206-77b047f3d10f"), PersonId.ofEmail("ana@acme.com"));
    }

    @Test
    void idsAreOfVersionFiveAndTheStandardVariant() {
        UUID id = AccountId.ofDomain("acme.com");

        assertEquals(5, id.version());
        assertEquals(2, id.variant());
    }

    @Test
    void colleaguesShareTheAccountOfTheirDomain() {
        assertEquals(
                AccountId.ofPerson("ana@acme.com", Optional.of("acme.com")),
                AccountId.ofPerson("ben@mail.acme.com", Optional.of("acme.com")));
    }

    @Test
    void peopleOnFreeMailAreAccountsOfTheirOwn() {
        assertEquals(AccountId.ofEmail("ana@gmail.com"), AccountId.ofPerson("ana@gmail.com", Optional.empty()));
        assertNotEquals(
                AccountId.ofPerson("ana@gmail.com", Optional.empty()),
                AccountId.ofPerson("ben@gmail.com", Optional.empty()));
    }

    @Test
    void aPersonWithoutADomainIsAnAccountOfTheirOwn() {
        assertEquals(AccountId.ofEmail("ana@localhost"), AccountId.ofPerson("ana@localhost", Optional.empty()));
    }
}
