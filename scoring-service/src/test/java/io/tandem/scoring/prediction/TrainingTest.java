package io.tandem.scoring.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.scoring.domain.prediction.LeakageGuard;
import io.tandem.scoring.domain.prediction.PlattScaling;
import io.tandem.scoring.domain.prediction.Predictor;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.domain.prediction.Training;
import io.tandem.scoring.domain.prediction.Training.Outcome;
import io.tandem.scoring.domain.prediction.TrainingRow;
import io.tandem.scoring.domain.prediction.TrainingSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole way from rows to a verdict, on accounts of which the truth is known. */
class TrainingTest {
    @Test
    void aModelThatKnowsMoreThanTheRulesMayBeUsedAndKeepsItsWord() {
        Outcome outcome = train(SyntheticAccounts.separated(3_000, 1), Set.of());

        assertEquals(List.of(), outcome.refusals());
        assertTrue(outcome.evaluation().model().auc()
                > outcome.evaluation().rules().auc() + 0.05);
        assertTrue(outcome.evaluation().model().auc() > 0.75, outcome.evaluation()::toString);
        assertTrue(outcome.evaluation().model().calibrationError() < 0.05, outcome.evaluation()::toString);
        assertTrue(outcome.evaluation().model().liftByDecile().get(0) > 2);
    }

    @Test
    void predictsCloseToTheTruth() {
        Outcome outcome = train(SyntheticAccounts.separated(6_000, 2), Set.of());
        double sum = 0;
        List<TrainingRow> others = SyntheticAccounts.separated(2_000, 99);
        for (TrainingRow row : others) {
            double truth = PlattScaling.sigmoid(-1.4
                    + 1.3 * (Math.log1p((Double) row.facts().get("activeDays28")) - 2.5)
                    + 0.9 * (Math.log1p((Double) row.facts().get("users28")) - 1.9)
                    + 0.8
                            * (List.of("1-10", "11-50", "51-200", "201-1000")
                                            .indexOf(row.facts().get("companySize"))
                                    - 1.5));
            sum += Math.abs(outcome.predictor().probability(row.facts()) - truth);
        }
        assertTrue(sum / others.size() < 0.04, "mean miss " + sum / others.size());
    }

    @Test
    void noiseIsNotTakenForKnowledge() {
        for (long seed = 1; seed <= 5; seed++) {
            Outcome outcome = train(SyntheticAccounts.noise(1_500, seed), Set.of());
            assertFalse(outcome.refusals().isEmpty(), "seed " + seed);
            assertTrue(outcome.refusals().stream()
                    .anyMatch(why -> why.contains("not sure to rank better than the base rate")));
        }
    }

    @Test
    void oneHundredAndNineteenConversionsAreTooFew() {
        List<TrainingRow> rows = withConversions(119);
        Outcome outcome = train(rows, Set.of());
        assertEquals(119, outcome.events());
        assertTrue(outcome.refusals()
                .contains("Only 119 conversions are known; 120 are needed before a model can be trusted."));

        assertEquals(List.of(), train(withConversions(120), Set.of()).refusals());
    }

    @Test
    void howManyThereWereBeforeSomeWereLeftOutIsToldAndDecides() {
        List<TrainingRow> rows = withConversions(119);

        Outcome outcome = train(new TrainingSet(rows, 5_000, 600), Set.of());

        assertEquals(List.of(), outcome.refusals());
        assertEquals(List.of(119, 600, 5_000), List.of(outcome.events(), outcome.eventsKnown(), outcome.rowsKnown()));
        assertTrue(
                outcome.notes()
                        .contains("There was room for " + rows.size() + " of 5000 rows, with 119 of 600 accounts with"
                                + " conversions. Each of them counts for as many as it stands for."),
                outcome.notes()::toString);
    }

    @Test
    void whereMostWithoutAnEventAreLeftOutProbabilitiesAreThoseOfAll() {
        List<TrainingRow> all = SyntheticAccounts.separated(8_000, 2);
        List<TrainingRow> taken = new ArrayList<>();
        for (TrainingRow row : all) {
            if (row.happened()) {
                taken.add(row);
            } else if (row.account() % 5 == 0) {
                taken.add(weighing(row, 5));
            }
        }

        Outcome outcome = train(new TrainingSet(taken, all.size(), 0), Set.of());

        double share = (double) all.stream().filter(TrainingRow::happened).count() / all.size();
        double promised = all.stream()
                .mapToDouble(row -> outcome.predictor().probability(row.facts()))
                .average()
                .orElseThrow();
        assertEquals(share, promised, 0.03);
        assertEquals(share, outcome.evaluation().baseRate(), 0.03);
        assertTrue(outcome.evaluation().model().calibrationError() < 0.06, outcome.evaluation()::toString);
        assertTrue(outcome.evaluation().advantages().stream().allMatch(advantage -> advantage.atLeast() > 0));
    }

    @Test
    void ruleScoresThatWereWorkedOutAreNoted() {
        List<TrainingRow> rows = SyntheticAccounts.separated(1_500, 4).stream()
                .map(row -> new TrainingRow(
                        row.account(),
                        row.asOf(),
                        row.knownAt(),
                        row.happened(),
                        5.0,
                        row.facts(),
                        row.late(),
                        row.account() < 900,
                        1))
                .toList();

        assertTrue(train(rows, Set.of()).notes().stream()
                .anyMatch(note -> note.startsWith("The rule score of 900 of 1500 rows was not uploaded")));
    }

    private static TrainingRow weighing(TrainingRow row, double weight) {
        return new TrainingRow(
                row.account(),
                row.asOf(),
                row.knownAt(),
                row.happened(),
                row.ruleScore(),
                row.facts(),
                row.late(),
                row.scoreDerived(),
                weight);
    }

    @Test
    void aFieldThatKnowsTheOutcomeIsLeftOutUnlessAllowed() {
        List<TrainingRow> rows = SyntheticAccounts.separated(1_500, 4).stream()
                .map(row -> with(row, "firstInvoice", row.happened() ? 900.0 : 0.0))
                .toList();

        Outcome outcome = train(rows, Set.of());
        assertEquals(
                List.of("firstInvoice"),
                outcome.flags().stream().map(LeakageGuard.Flag::field).toList());
        assertTrue(outcome.predictor().encoding().columns().stream()
                .noneMatch(column -> column.field().equals("firstInvoice")));
        assertTrue(outcome.evaluation().model().auc() < 0.95);

        Outcome allowed = train(rows, Set.of("firstInvoice"));
        assertTrue(allowed.flags().get(0).used());
        assertTrue(allowed.evaluation().model().auc() > 0.98);
    }

    @Test
    void aFieldThatTheNewestRowAloneSaysWasKnownLaterIsLeftOut() {
        List<TrainingRow> rows = new ArrayList<>(SyntheticAccounts.separated(1_500, 4));
        TrainingRow newest = rows.remove(rows.size() - 1);
        rows.add(new TrainingRow(
                newest.account(),
                newest.asOf(),
                newest.knownAt(),
                newest.happened(),
                newest.ruleScore(),
                newest.facts(),
                Set.of("activeDays28")));

        Outcome outcome = train(rows, Set.of());

        assertEquals(
                List.of(LeakageGuard.Cause.KNOWN_LATER),
                outcome.flags().stream().map(LeakageGuard.Flag::cause).toList());
        assertTrue(outcome.predictor().encoding().columns().stream()
                .noneMatch(column -> column.field().equals("activeDays28")));
    }

    @Test
    void whatHasCeasedToBeTrueIsNotHiddenByMixingOldAndNew() {
        Outcome outcome = train(SyntheticAccounts.drifted(3_000, 5), Set.of());

        assertTrue(outcome.evaluation().model().auc() < 0.5, outcome.evaluation()::toString);
        assertFalse(outcome.refusals().isEmpty());
    }

    @Test
    void theSameRowsAndSeedGiveTheSameModelToTheLastBit() {
        List<TrainingRow> rows = SyntheticAccounts.separated(1_000, 6);

        Outcome once = train(rows, Set.of());
        Outcome again = train(rows, Set.of());

        assertEquals(once.predictor(), again.predictor());
        assertEquals(once.evaluation(), again.evaluation());
        assertNotEquals(
                once.predictor(),
                train(SyntheticAccounts.separated(1_000, 7), Set.of()).predictor());
    }

    @Test
    void reasonsAddUpToTheProbability() {
        Predictor predictor =
                train(SyntheticAccounts.separated(1_000, 8), Set.of()).predictor();
        for (TrainingRow row : SyntheticAccounts.separated(200, 80)) {
            Predictor.Explained explained = predictor.explain(row.facts());
            double logOdds = explained.averageLogOdds()
                    + explained.reasons().stream()
                            .mapToDouble(Predictor.Reason::logOdds)
                            .sum();
            assertEquals(explained.probability(), PlattScaling.sigmoid(logOdds), 1e-9);
        }
    }

    @Test
    void withoutAnythingToLearnFromItSaysSo() {
        Outcome empty = train(List.of(), Set.of());
        assertNull(empty.predictor());
        assertEquals(2, empty.refusals().size());

        List<TrainingRow> same = SyntheticAccounts.separated(500, 9).stream()
                .map(row -> new TrainingRow(
                        row.account(), row.asOf(), row.knownAt(), row.happened(), null, Map.of(), Set.of()))
                .toList();
        Outcome fieldless = train(same, Set.of());
        assertNull(fieldless.predictor());
        assertTrue(fieldless.refusals().stream().anyMatch(why -> why.startsWith("There is no field to learn from")));
    }

    private static Outcome train(List<TrainingRow> rows, Set<String> allowed) {
        return train(TrainingSet.of(rows), allowed);
    }

    private static Outcome train(TrainingSet all, Set<String> allowed) {
        Set<String> known = new HashSet<>(SyntheticAccounts.FIELDS);
        known.add("firstInvoice");
        return Training.train(
                all,
                new Training.Settings(Target.CONVERSION, 120, known, allowed, 42),
                LogisticRegression.with(LogisticRegression.HYPERPARAMETERS));
    }

    private static TrainingRow with(TrainingRow row, String field, Object value) {
        Map<String, Object> facts = new HashMap<>(row.facts());
        facts.put(field, value);
        return new TrainingRow(
                row.account(), row.asOf(), row.knownAt(), row.happened(), row.ruleScore(), facts, row.late());
    }

    /** The first so many conversions and as many others as came with them, up to the last row of each kind. */
    private static List<TrainingRow> withConversions(int wanted) {
        List<TrainingRow> rows = new ArrayList<>();
        int conversions = 0;
        for (TrainingRow row : SyntheticAccounts.separated(3_000, 3)) {
            if (!row.happened() || conversions < wanted) {
                conversions += row.happened() ? 1 : 0;
                rows.add(row);
            }
            if (conversions == wanted && row.happened()) {
                return rows;
            }
        }
        return rows;
    }
}
