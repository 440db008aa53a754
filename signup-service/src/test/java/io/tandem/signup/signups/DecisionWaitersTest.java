package io.tandem.signup.signups;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DecisionWaitersTest {
    private final DecisionWaiters waiters = new DecisionWaiters();

    @Test
    void nothingDecidesOnceSeveralWaitedInVainUntilADecisionComes() {
        waiters.waitedInVain();
        waiters.waitedInVain();
        assertFalse(waiters.nothingDecides());
        waiters.waitedInVain();
        assertTrue(waiters.nothingDecides());

        waiters.decided();
        assertFalse(waiters.nothingDecides());
    }

    @Test
    void decisionsInBetweenCountForThoseBefore() {
        waiters.waitedInVain();
        waiters.waitedInVain();
        waiters.decided();
        waiters.waitedInVain();

        assertFalse(waiters.nothingDecides());
    }
}
