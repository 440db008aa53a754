package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void dropsWhatCannotBeStoredOrRead() {
        assertEquals("ab", Text.cleaned(" a\u0000\u0007b\ud800 "));
    }

    @Test
    void keepsLineBreaksAndEveryScript() {
        assertEquals("Grüße\n東京 🚀", Text.cleaned("Grüße\n東京 🚀"));
    }

    @Test
    void isNothingWhenNothingIsLeft() {
        assertNull(Text.cleaned(" \u0000 "));
        assertNull(Text.cleaned(null));
    }
}
