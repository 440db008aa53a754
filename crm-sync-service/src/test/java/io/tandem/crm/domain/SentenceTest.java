package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Signal;
import io.tandem.crm.Story;
import java.util.Map;
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
    void signalWithoutAReasonIsNamed() {
        assertEquals("Signal: several-users", Sentence.of(new Signal("several-users", Story.minute(1), " ", Map.of())));
    }
}
