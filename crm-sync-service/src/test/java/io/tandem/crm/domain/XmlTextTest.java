package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class XmlTextTest {
    @Test
    void controlCharactersAreSpaces() {
        assertEquals("Rollout  in three steps ", XmlText.of("Rollout\u000B\u0001in three steps\uFFFE"));
    }

    @Test
    void everythingElseStays() {
        String text = "Łódź & <Ελλάδα>\t\r\n\u0085 🚚";

        assertEquals(text, XmlText.of(text));
        assertNull(XmlText.of(null));
    }
}
