package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.HandoffExpired;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Signal;
import io.tandem.crm.Story;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SentenceTest {
    private final Story story = new Story();

    @ParameterizedTest
    @EnumSource(Motion.class)
    void everyMotionHasWords(Motion motion) {
        String sentence = Sentence.of(story.decided(1, motion, null));

        assertTrue(sentence.endsWith(": estimated at 36,000 USD a year"), sentence);
        assertTrue(Character.isUpperCase(sentence.charAt(0)) && !sentence.contains("_"), sentence);
    }

    @Test
    void handoffNamesItsOwnerAndReasons() {
        assertEquals(
                "Handed to Maya Lind: ran out of projects; 3 people use the product",
                Sentence.of(story.opened(1, Story.MAYA)));
        assertEquals("Handoff assigned to Maya Lind", Sentence.of(story.assigned(1, Story.MAYA)));
        assertEquals("Handoff accepted by Maya Lind", Sentence.of(story.accepted(1, Story.MAYA)));
    }

    @Test
    void expiredHandoffNamesWhoIsToKnow() {
        UUID id = UUID.randomUUID();
        Instant now = Story.minute(1);

        assertEquals("Handoff not taken in time by Maya Lind", Sentence.of(story.expired(1, Story.MAYA)));
        assertEquals(
                "Handoff found nobody in time; lead@tandem.example is to know",
                Sentence.of(new HandoffExpired(id, id, null, now, "lead@tandem.example", now)));
    }

    @Test
    void signalWithoutAReasonIsNamed() {
        assertEquals("Signal: several-users", Sentence.of(new Signal("several-users", Story.minute(1), " ", Map.of())));
    }
}
