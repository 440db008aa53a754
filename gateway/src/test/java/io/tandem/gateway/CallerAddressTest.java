package io.tandem.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallerAddressTest {
    private static final List<String> TRUSTED = List.of("10.0.0.1");

    @Test
    void isWhatATrustedProxyAddedLast() {
        assertEquals("192.0.2.7", of("10.0.0.1", "192.0.2.7"));
        assertEquals("192.0.2.7", of("10.0.0.1", "198.51.100.1, 192.0.2.7"));
    }

    @Test
    void isNotWhatTheCallerWroteInALineOfItsOwn() {
        assertEquals("192.0.2.7", of("10.0.0.1", "198.51.100.1", "192.0.2.7"));
    }

    @Test
    void isThePeerWhereNobodyTrustedSaysOtherwise() {
        assertEquals("192.0.2.9", of("192.0.2.9", "198.51.100.1"));
        assertEquals("10.0.0.1", of("10.0.0.1"));
        assertEquals("10.0.0.1", of("10.0.0.1", "198.51.100.1,"));
    }

    private static String of(String peer, String... forwarded) {
        return ProxyRoutes.callerAddress(peer, List.of(forwarded), TRUSTED);
    }
}
