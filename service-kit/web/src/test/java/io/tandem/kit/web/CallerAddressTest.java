package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "unknown, unknown",
        "'', ''",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8::1, 2001:db8:0:0:0:0:0:0/64"
    })
    void namesTheNetworkOfAnAddress(String address, String name) {
        assertEquals(name, CallerAddress.of(address));
    }

    @Test
    void addressesOfOneLineAreOneCaller() {
        assertEquals(CallerAddress.of("2001:db8:1:2::1"), CallerAddress.of("2001:db8:1:2:ffff::2"));
        assertNotEquals(CallerAddress.of("2001:db8:1:2::1"), CallerAddress.of("2001:db8:1:3::1"));
    }
}
