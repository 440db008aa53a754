package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.domain.ContactRules.Wish;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContactRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

    @Test
    void whoDoesNotWantToBeContactedIsNot() {
        assertFalse(ContactRules.mayApproach(new Wish(Channel.EMAIL, null, true), null, NOW));
    }

    @Test
    void cadenceCountsFromTheLastContact() {
        Wish weekly = new Wish(null, 7, false);

        assertFalse(ContactRules.mayApproach(weekly, YESTERDAY, NOW));
        assertTrue(ContactRules.mayApproach(weekly, YESTERDAY, NOW.plus(Duration.ofDays(6))));
        assertTrue(ContactRules.mayApproach(weekly, null, NOW));
        assertTrue(ContactRules.mayApproach(Wish.NONE, YESTERDAY, NOW));
    }
}
