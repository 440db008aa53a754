package io.tandem.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardingHeadersTest {
    private static final List<String> TRUSTED = List.of("10.0.0.1", "10.0.0.2");

    @Test
    void callerIsWhomATrustedProxyAddedLast() {
        assertEquals("192.0.2.7", caller("10.0.0.1", "192.0.2.7"));
        assertEquals("192.0.2.7", caller("10.0.0.1", "198.51.100.1, 192.0.2.7"));
    }

    @Test
    void callerIsFoundThroughAChainOfTrustedProxies() {
        assertEquals("192.0.2.7", caller("10.0.0.1", "192.0.2.7, 10.0.0.2"));
        assertEquals("192.0.2.7", caller("10.0.0.1", "198.51.100.1, 192.0.2.7", "10.0.0.2"));
        assertEquals("10.0.0.2", caller("10.0.0.1", "10.0.0.2"));
    }

    @Test
    void callerIsNotWhatTheCallerWroteInALineOfItsOwn() {
        assertEquals("192.0.2.7", caller("10.0.0.1", "198.51.100.1", "192.0.2.7"));
    }

    @Test
    void callerIsThePeerWhereNobodyTrustedSaysOtherwise() {
        assertEquals("192.0.2.9", caller("192.0.2.9", "198.51.100.1"));
        assertEquals("10.0.0.1", caller("10.0.0.1"));
        assertEquals("10.0.0.1", caller("10.0.0.1", "198.51.100.1,"));
    }

    @Test
    void schemeIsWhatATrustedProxySaysLast() {
        assertEquals("https", scheme("10.0.0.1", false, "https"));
        assertEquals("https", scheme("10.0.0.1", false, "http", "https"));
        assertEquals("http", scheme("10.0.0.1", true, "https, http"));
    }

    @Test
    void schemeIsTheGatewaysOwnWhereNobodyTrustedSaysOtherwise() {
        assertEquals("http", scheme("192.0.2.9", false, "https"));
        assertEquals("http", scheme("10.0.0.1", false));
        assertEquals("http", scheme("10.0.0.1", false, "javascript"));
        assertEquals("https", scheme("192.0.2.9", true));
    }

    private static String caller(String peer, String... forwarded) {
        return ForwardingHeaders.callerAddress(peer, List.of(forwarded), TRUSTED);
    }

    private static String scheme(String peer, boolean ssl, String... forwarded) {
        return ForwardingHeaders.scheme(peer, ssl, List.of(forwarded), TRUSTED);
    }
}
