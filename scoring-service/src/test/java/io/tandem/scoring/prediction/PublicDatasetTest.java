package io.tandem.scoring.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tandem.scoring.domain.prediction.Evaluation.Measures;
import io.tandem.scoring.domain.prediction.LeakageGuard;
import io.tandem.scoring.domain.prediction.LeakageGuard.Cause;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.domain.prediction.Training;
import io.tandem.scoring.domain.prediction.Training.Outcome;
import io.tandem.scoring.domain.prediction.TrainingRow;
import io.tandem.scoring.domain.prediction.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The way from rows to a verdict on real outcomes: Bank Marketing (Moro, Cortez, Rita: <i>A data-driven approach to predict
 * the success of bank telemarketing</i>, Decision Support Systems 2014), 41,188 calls of 2008 to 2010 in the order of time,
 * of which 4,640 sold a deposit. How long the call was is known only after it, and tells a lot. The file is not part of the
 * project; {@code docs/prediction.md} says where it is from and what came out.
 */
@EnabledIfSystemProperty(named = "tandem.dataset.bank-marketing", matches = ".+")
class PublicDatasetTest {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String LATE = "duration";
    private static final Instant CALMER = Instant.parse("2009-01-01T00:00:00Z");

    @Test
    void whatIsKnownOnlyAfterwardsLooksGoodAndIsCaught() throws IOException {
        List<TrainingRow> plain = rows();
        Outcome leaking = train(plain, Set.of());
        Outcome honest = train(plain, Set.of(LATE));
        Outcome filledIn = train(plain.stream().map(PublicDatasetTest::filledIn).toList(), Set.of(LATE));
        Outcome later =
                train(plain.stream().filter(row -> !row.asOf().isBefore(CALMER)).toList(), Set.of(LATE));
        report("with the length of the call, which nobody said is late", leaking);
        report("as it is known before the call", honest);
        report("with a field filled in after the sale", filledIn);
        report("as it is known before the call, since 2009", later);

        assertEquals(41_188, plain.size());
        assertEquals(List.of(), causes(leaking, LATE), "below what gives a field away by itself");
        assertEquals(List.of(Cause.KNOWN_LATER), causes(honest, LATE));
        assertTrue(auc(leaking) > auc(honest) + 0.05, "the leak makes the model look better than it can be");
        assertEquals(List.of(Cause.TOO_GOOD), causes(filledIn, "depositOpened"));
        assertEquals(auc(honest), auc(filledIn), "what was caught is not learnt from");
    }

    private static TrainingRow filledIn(TrainingRow row) {
        Map<String, Object> facts = new HashMap<>(row.facts());
        facts.put("depositOpened", row.happened() ? 1.0 : 0.0);
        return with(row, facts, row.late());
    }

    private static TrainingRow with(TrainingRow row, Map<String, Object> facts, Set<String> late) {
        return new TrainingRow(row.account(), row.asOf(), row.knownAt(), row.happened(), row.ruleScore(), facts, late);
    }

    private static List<TrainingRow> rows() throws IOException {
        List<TrainingRow> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> calls = CsvReader.builder()
                .fieldSeparator(';')
                .ofNamedCsvRecord(Path.of(System.getProperty("tandem.dataset.bank-marketing")))) {
            YearMonth month = YearMonth.of(2008, 5);
            int ofMonth = 0;
            for (NamedCsvRecord call : calls) {
                int next = MONTHS.indexOf(call.getField("month")) + 1;
                if (next != month.getMonthValue()) {
                    month = YearMonth.of(month.getYear() + (next < month.getMonthValue() ? 1 : 0), next);
                    ofMonth = 0;
                }
                Map<String, Object> facts = new HashMap<>();
                call.getFieldsAsMap().forEach((name, value) -> {
                    if (!name.equals("y") && !value.equals("unknown")) {
                        facts.put(name, value.matches("-?\\d+(\\.\\d+)?") ? (Object) Double.valueOf(value) : value);
                    }
                });
                // The year and the day are not told, only the month; the calls are in order.
                Instant at =
                        month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(ofMonth++);
                rows.add(new TrainingRow(
                        rows.size(), at, at, call.getField("y").equals("yes"), ruleScore(call), facts, Set.of()));
            }
        }
        return rows;
    }

    /** As somebody who sells deposits might have put it in points. */
    private static double ruleScore(NamedCsvRecord call) {
        return (call.getField("poutcome").equals("success") ? 40 : 0)
                + (call.getField("contact").equals("cellular") ? 15 : 0)
                + (Set.of("student", "retired").contains(call.getField("job")) ? 15 : 0)
                + (call.getField("default").equals("no") ? 10 : 0)
                + (call.getField("education").equals("university.degree") ? 5 : 0)
                - Math.min(10, Integer.parseInt(call.getField("campaign")));
    }

    private static Outcome train(List<TrainingRow> plain, Set<String> late) {
        List<TrainingRow> rows =
                plain.stream().map(row -> with(row, row.facts(), late)).toList();
        Set<String> known = new HashSet<>();
        rows.forEach(row -> known.addAll(row.facts().keySet()));
        return Training.train(
                TrainingSet.of(rows),
                new Training.Settings(Target.CONVERSION, 120, known, Set.of(), 1),
                LogisticRegression.with(LogisticRegression.HYPERPARAMETERS));
    }

    private static List<Cause> causes(Outcome outcome, String field) {
        return outcome.flags().stream()
                .filter(flag -> flag.field().equals(field))
                .map(LeakageGuard.Flag::cause)
                .toList();
    }

    private static double auc(Outcome outcome) {
        return outcome.evaluation().model().auc();
    }

    private static void report(String name, Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%n%s: %s, %d of %d tested sold, %.1f %% before%n",
                name,
                outcome.parts(),
                outcome.evaluation().events(),
                outcome.evaluation().rows(),
                100 * outcome.evaluation().baseRate());
        print("model", outcome.evaluation().model());
        print("rules", outcome.evaluation().rules());
        print("base rate", outcome.evaluation().base());
        outcome.evaluation().advantages().forEach(System.out::println);
        System.out.println("flags: " + outcome.flags());
        System.out.println("refusals: " + outcome.refusals());
    }

    private static void print(String name, Measures measures) {
        System.out.printf(
                Locale.ROOT,
                "%-9s area %.3f, Brier %.4f, calibration error %.3f, lift %s%n",
                name,
                measures.auc(),
                measures.brier(),
                measures.calibrationError(),
                measures.liftByDecile().stream()
                        .map(lift -> String.format(Locale.ROOT, "%.2f", lift))
                        .toList());
    }
}
