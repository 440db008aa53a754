package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EngagementStatusTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

    @Test
    void whatIsOverStaysOver() {
        for (EngagementStatus status : EngagementStatus.values()) {
            assertEquals(
                    status.isOver(), Arrays.stream(EngagementStatus.values()).noneMatch(status::mayBecome));
            assertFalse(status.mayBecome(status));
        }
        assertFalse(EngagementStatus.ON_HOLD.mayBecome(EngagementStatus.COMPLETED));
    }

    @Test
    void milestonesTellWhatChanged() {
        Milestone pilot = new Milestone(new UUID(0, 1), "Pilot", DAY, null);
        Milestone rollout = new Milestone(new UUID(0, 2), "Rollout", null, null);

        assertEquals(
                List.of("Milestone \"Pilot\" reached on 2026-03-30", "Milestone \"Rollout\" added"),
                Milestone.changes(
                        List.of(pilot), List.of(new Milestone(pilot.id(), "Pilot", DAY, DAY.minusDays(1)), rollout)));
        assertEquals(
                List.of("Milestone \"Pilot\" removed"), Milestone.changes(List.of(pilot, rollout), List.of(rollout)));
        assertTrue(pilot.isLate(DAY.plusDays(1)));
        assertFalse(pilot.isLate(DAY));
        assertFalse(rollout.isLate(DAY));
    }
}
