package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.contracts.AccountId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetAccountTest {
    @Test
    void isTheCompanyOfTheEmailsDomain() {
        assertEquals(
                new MetAccount(AccountId.ofDomain("acme.com"), "acme.com", "Acme"),
                MetAccount.of("maya@mail.acme.com", Optional.of("acme.com"), "Acme"));
    }

    @Test
    void isNamedAfterTheDomainWhenNoCompanyIsGiven() {
        assertEquals(
                "acme.com",
                MetAccount.of("maya@acme.com", Optional.of("acme.com"), null).name());
    }

    @Test
    void isThePersonAloneOnFreeMail() {
        assertEquals(
                new MetAccount(AccountId.ofEmail("maya@gmail.com"), null, "maya@gmail.com"),
                MetAccount.of("maya@gmail.com", Optional.empty(), null));
    }

    @Test
    void keepsTheCompanysNameOfAPersonOnFreeMail() {
        assertEquals(
                "Acme",
                MetAccount.of("maya@gmail.com", Optional.empty(), "Acme").name());
    }

    @Test
    void isThePersonAloneWithoutADomain() {
        assertEquals(
                AccountId.ofEmail("maya@co.uk"),
                MetAccount.of("maya@co.uk", Optional.empty(), null).id());
    }
}
