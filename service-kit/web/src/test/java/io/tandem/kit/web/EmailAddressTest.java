package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ada@acme.com, ada@acme.com",
        "'  Ada.Lovelace@ACME.com\t', ada.lovelace@acme.com",
        "ada+news@acme.com, ada@acme.com",
        "ada+a+b@acme.com, ada@acme.com",
        "o'brien_1-x@acme.co.uk, o'brien_1-x@acme.co.uk",
        "ada@mail.acme.com, ada@mail.acme.com",
        "ada@tandem.example, ada@tandem.example",
        "jürgen@bücher.de, jürgen@xn--bcher-kva.de",
        "ju\u0308rgen@bu\u0308cher.de, jürgen@xn--bcher-kva.de",
        "ada@xn--bcher-kva.de, ada@xn--bcher-kva.de",
        "测试@例子.中国, 测试@xn--fsqu00a.xn--fiqs8s",
        "anna@faß.de, anna@xn--fa-hia.de",
        "anna@xn--fa-hia.de, anna@xn--fa-hia.de",
        "anna@FAẞ.DE, anna@xn--fa-hia.de",
        "anna@fass.de, anna@fass.de",
        "νίκος@κόσμος.gr, νίκος@xn--vxaejmc7c.gr",
        "νίκος@xn--vxaejmc7c.gr, νίκος@xn--vxaejmc7c.gr",
        "νίκος@κόσμοσ.gr, νίκος@xn--vxaejoc4c.gr",
        "ada@ＡＣＭＥ．com, ada@acme.com",
        "ada@r3---sn.example.com, ada@r3---sn.example.com",
        "ada@ⴀⴁⴂ.ge, ada@xn--rkjcd.ge",
        "ada@acme.com., ada@acme.com",
    })
    void bringsAddressesIntoOneForm(String raw, String normalised) {
        assertEquals(Optional.of(normalised), EmailAddress.parse(raw).map(EmailAddress::normalised));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "ada",
                "@acme.com",
                "ada@",
                "ada@acme",
                "ada@localhost",
                "ada @acme.com",
                "ada@ac me.com",
                "a@b@acme.com",
                "ada..l@acme.com",
                ".ada@acme.com",
                "ada.@acme.com",
                "+tag@acme.com",
                "ada@.com",
                "ada@acme..com",
                "ada@acme.com..",
                "ada@.",
                "ada@xn--fass.de",
                "ada@xn--fa\u200D-hia.de",
                "ada@-acme.com",
                "ada@acme_inc.com",
                "ada@127.0.0.1",
                "ada@[127.0.0.1]",
                "ada@[::1]",
                "\"ada l\"@acme.com",
                "ada\u0000@acme.com",
                "ada\n@acme.com",
                "ada<script>@acme.com",
                "Ada <ada@acme.com>",
                "ada@acme.com,eve@acme.com",
                "mailto:ada@acme.com",
            })
    void refusesNonsense(String raw) {
        assertEquals(Optional.empty(), EmailAddress.parse(raw));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ana@acme.com|ana@acme.com",
                "ana@acme.com; Ben+x@ACME.com|ana@acme.com ben@acme.com",
                "Ana <ana@acme.com>, wrote.|ana@acme.com",
                "mailto:ana@faß.de|ana@xn--fa-hia.de",
                "Write to ana@acme.com. Or not.|ana@acme.com",
                "ana@acme.com/ben@acme.com|ana@acme.com /ben@acme.com ben@acme.com",
                "(jürgen@bücher.de)|jürgen@xn--bcher-kva.de",
                "joana@acme.com|joana@acme.com",
                "no address at all, @ or ana@localhost|''",
            })
    void findsTheAddressesInAText(String text, String found) {
        assertEquals(
                found,
                EmailAddress.within(text).stream().map(EmailAddress::normalised).collect(Collectors.joining(" ")));
    }

    @Test
    void findsAnAddressInALongText() {
        assertEquals(
                1, EmailAddress.within("x".repeat(1_000_000) + " ana@acme.com").size());
        assertEquals(0, EmailAddress.within("@".repeat(1_000_000)).size());
        assertEquals(0, EmailAddress.within(null).size());
    }

    @Test
    void refusesAddressesThatAreTooLong() {
        var domain = "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + ".com";
        assertEquals(
                64 + 1 + domain.length(),
                EmailAddress.parse("x".repeat(64) + "@" + domain)
                        .orElseThrow()
                        .normalised()
                        .length());
        assertEquals(Optional.empty(), EmailAddress.parse("x".repeat(65) + "@acme.com"));
        assertEquals(Optional.empty(), EmailAddress.parse("ada@" + ("d".repeat(60) + ".").repeat(5) + "com"));
        assertEquals(Optional.empty(), EmailAddress.parse("x".repeat(10_000_000)));
    }

    @Test
    void knowsTheDomainAndItsRegistrablePart() {
        var email = EmailAddress.parse("Ada@Mail.Acme.co.uk").orElseThrow();
        assertEquals("mail.acme.co.uk", email.domain());
        assertEquals(Optional.of("acme.co.uk"), email.registrableDomain());
    }

    @Test
    void isEqualByItsOneForm() {
        assertEquals(EmailAddress.parse("ADA+x@acme.com"), EmailAddress.parse("ada@acme.com"));
        assertNotEquals(EmailAddress.parse("a.da@acme.com"), EmailAddress.parse("ada@acme.com"));
    }
}
