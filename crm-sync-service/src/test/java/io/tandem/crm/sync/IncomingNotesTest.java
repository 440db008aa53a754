package io.tandem.crm.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IncomingNotesTest {
    @Test
    void markupOfACrmIsReadAsText() {
        assertEquals(
                "They want a < b & \"more\" soon",
                IncomingNotes.text("<p>They&nbsp;want a &lt; b &amp; &quot;more&quot;<br>soon</p>"));
        assertEquals("<script>", IncomingNotes.text("&lt;script&gt;"), "as the words that they are");
    }
}
