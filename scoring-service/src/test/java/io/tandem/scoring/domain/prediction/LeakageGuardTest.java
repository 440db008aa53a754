package io.tandem.scoring.domain.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.scoring.domain.prediction.LeakageGuard.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeakageGuardTest {
    private static final Set<String> KNOWN =
            Set.of("honest", "contractValue", "cancelReason", "stage", "constant", "unique", "late");

    @Test
    void flagsEachFieldThatKnowsTooMuchAndLeavesTheOthers() {
        LeakageGuard.Finding finding = LeakageGuard.examine(rows(), rows(), KNOWN, Set.of());

        assertEquals(Set.of("honest", "constant", "unique"), finding.fields());
        assertEquals(
                Map.of(
                        "contractValue", Cause.TOO_GOOD,
                        "cancelReason", Cause.TOO_GOOD,
                        "stage", Cause.TOO_GOOD,
                        "late", Cause.KNOWN_LATER,
                        "elsewhere", Cause.NOT_KNOWN_WHEN_SCORING),
                causes(finding));
        assertTrue(finding.flags().stream().noneMatch(LeakageGuard.Flag::used));
    }

    @Test
    void anAdminMayAllowWhatPredictsTooWellButNothingElse() {
        LeakageGuard.Finding finding =
                LeakageGuard.examine(rows(), rows(), KNOWN, Set.of("stage", "late", "elsewhere"));

        assertEquals(Set.of("honest", "constant", "unique", "stage"), finding.fields());
        assertEquals(
                List.of("stage"),
                finding.flags().stream()
                        .filter(LeakageGuard.Flag::used)
                        .map(LeakageGuard.Flag::field)
                        .toList());
    }

    private static Map<String, Cause> causes(LeakageGuard.Finding finding) {
        Map<String, Cause> causes = new HashMap<>();
        finding.flags().forEach(flag -> causes.put(flag.field(), flag.cause()));
        return causes;
    }

    /** A number, a word and the mere presence of a value that only those have of whom the outcome is known. */
    private static List<TrainingRow> rows() {
        Random random = new Random(3);
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean happened = random.nextInt(5) == 0;
            Map<String, Object> facts = new HashMap<>();
            facts.put("honest", random.nextGaussian() + (happened ? 1 : 0));
            facts.put("contractValue", happened ? 1_000.0 + i : 0.0);
            facts.put("stage", happened ? "onboarding" : "evaluating");
            facts.put("constant", "same");
            facts.put("unique", "id-" + i);
            facts.put("late", 1.0);
            facts.put("elsewhere", random.nextDouble());
            if (happened) {
                facts.put("cancelReason", "none");
            }
            Instant at = Instant.ofEpochSecond(i);
            rows.add(new TrainingRow(i, at, at, happened, null, facts, i == 7 ? Set.of("late") : Set.of()));
        }
        return rows;
    }
}
