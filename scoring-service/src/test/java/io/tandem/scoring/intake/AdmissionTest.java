package io.tandem.scoring.intake;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tandem.kit.web.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(TestIntakeConfig.of(Map.of(
            "tandem.intake.max-requests-in-flight", "2",
            "tandem.intake.max-bytes-in-flight", "1000",
            "tandem.intake.retry-after", "7s")));

    @Test
    void refusesOneRequestTooManyAndSaysWhenToComeBack() {
        admission.enter(1);
        admission.enter(1);

        Problem full = assertThrows(Problem.class, () -> admission.enter(1));

        assertEquals(429, full.status());
        assertEquals("7", full.headers().get("Retry-After"));
    }

    @Test
    void sendsEventsElsewhereWhereOnlyScoringRuns() {
        Admission elsewhere = new Admission(TestIntakeConfig.of(Map.of("tandem.intake.enabled", "false")));

        assertEquals(503, assertThrows(Problem.class, () -> elsewhere.enter(1)).status());
    }

    @Test
    void letsInTheNextOnceOneHasLeft() {
        Admission.Ticket first = admission.enter(600);
        assertThrows(Problem.class, () -> admission.enter(600));

        first.leave();

        assertDoesNotThrow(() -> admission.enter(600));
    }

    @Test
    void countsWhatABodyInflatesTo() {
        Admission.Ticket packed = admission.enter(10);

        assertThrows(Problem.class, () -> packed.hold(2000));

        packed.leave();
        assertDoesNotThrow(() -> admission.enter(1000));
    }

    @Test
    void leavesOnlyOnce() {
        Admission.Ticket impatient = admission.enter(500);
        impatient.leave();
        impatient.hold(900);
        impatient.leave();

        admission.enter(500);
        admission.enter(500);
        assertThrows(Problem.class, () -> admission.enter(0));
    }
}
