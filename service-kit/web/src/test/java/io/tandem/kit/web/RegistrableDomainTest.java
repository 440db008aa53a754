package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrableDomainTest {
    @ParameterizedTest
    @CsvSource({
        "acme.com, acme.com",
        "WWW.Acme.COM, acme.com",
        "' a.b.acme.com. ', acme.com",
        "mail.acme.co.uk, acme.co.uk",
        "shop.acme.com.au, acme.com.au",
        "acme.github.io, acme.github.io",
        "tandem.example, tandem.example",
        "eu.tandem.example, tandem.example",
        "www.bücher.de, xn--bcher-kva.de",
        "www.faß.de, xn--fa-hia.de",
        "www.xn--fa-hia.de, xn--fa-hia.de",
        "www.κόσμος.gr, xn--vxaejmc7c.gr",
        "食狮.公司.cn, xn--85x722f.xn--55qx5d.cn",
        "acme.unknowntld, acme.unknowntld",
    })
    void findsWhatAnOrganisationRegisters(String host, String registrable) {
        assertEquals(Optional.of(registrable), RegistrableDomain.of(host));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "com",
                "co.uk",
                "github.io",
                "localhost",
                "127.0.0.1",
                "::1",
                "..",
                ".com",
                "a b.com",
                "acme..com",
                "-acme.com",
                "https://acme.com",
                "acme.com/path",
                "acme.com:80",
                "ac\u0000me.com"
            })
    void isEmptyWhereNothingIsRegistered(String host) {
        assertEquals(Optional.empty(), RegistrableDomain.of(host));
    }
}
