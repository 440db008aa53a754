package io.tandem.scoring.domain.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * From rows to a model and a verdict on it: split by time, leave out what leaks, learn on the oldest rows, calibrate on
 * newer ones, try on the newest. The same rows and settings give the same model to the last bit.
 */
public final class Training {
    private Training() {}

    /**
     * @param fewestEvents how many accounts must have converted or cancelled before a model may be used
     * @param known fields that accounts have when they are scored
     * @param allowed fields to be used though they predict too well
     * @param seed of everything that draws lots
     */
    public record Settings(Target target, int fewestEvents, Set<String> known, Set<String> allowed, long seed) {}

    /** Learns a linear score: rows of numbers with mean zero, and what became of them. */
    @FunctionalInterface
    public interface Learner {
        Linear learn(double[][] rows, boolean[] happened, long seed);
    }

    /** @param weights one for each number of a row */
    public record Linear(double bias, List<Double> weights) {}

    /** How many rows each part has, and where one ends and the next begins. */
    public record Parts(
            int learnt, int calibrated, int tested, int leftOut, String calibratedFrom, String testedFrom) {}

    /**
     * @param predictor null if there was too little to learn from
     * @param evaluation null likewise
     * @param events accounts that converted or cancelled, in the rows
     * @param rowsKnown how many rows there were before some were left out
     * @param eventsKnown accounts that converted or cancelled, in those
     * @param refusals why the model may not be used, in plain words; none if it may
     * @param notes what to keep in mind
     */
    public record Outcome(
            Predictor predictor,
            Evaluation evaluation,
            Parts parts,
            int rows,
            int accounts,
            int events,
            int rowsKnown,
            int eventsKnown,
            List<LeakageGuard.Flag> flags,
            List<String> refusals,
            List<String> notes) {}

    private static final double TESTED = 0.3;
    private static final double CALIBRATED = 0.25;
    private static final int LEAST_OF_EACH = 5;

    public static Outcome train(TrainingSet all, Settings settings, Learner learner) {
        List<TrainingRow> rows = all.rows();
        String events = settings.target().events();
        Result result = new Result(all);
        if (all.eventsKnown() < settings.fewestEvents()) {
            result.refusals.add("Only " + all.eventsKnown() + " " + events + " are known; " + settings.fewestEvents()
                    + " are needed before a model can be trusted.");
        }
        TimeSplit outer = TimeSplit.of(rows, TESTED).orElse(null);
        TimeSplit inner =
                outer == null ? null : TimeSplit.of(outer.older(), CALIBRATED).orElse(null);
        if (inner == null) {
            result.refusals.add(
                    rows.isEmpty()
                            ? "There is no outcome to learn from: upload past accounts, or wait until some are known."
                            : "All outcomes became known at about the same time: there is nothing newer to try a model on.");
            return result.made(null, null, null);
        }
        Parts parts = new Parts(
                inner.older().size(),
                inner.newer().size(),
                outer.newer().size(),
                outer.leftOut() + inner.leftOut(),
                inner.at().toString(),
                outer.at().toString());
        LeakageGuard.Finding found = LeakageGuard.examine(rows, outer.older(), settings.known(), settings.allowed());
        result.flags.addAll(found.flags());
        note(all, events, result.notes);
        Encoding encoding = Encoding.of(inner.older(), found.fields());
        if (encoding.columns().isEmpty()) {
            result.refusals.add("There is no field to learn from: what is left after the check for leaks is the same"
                    + " everywhere, or hardly any account has it.");
        }
        for (Part part : List.of(
                new Part("to learn from", inner.older()),
                new Part("to calibrate on", inner.newer()),
                new Part("to be tried on", outer.newer()))) {
            if (!part.hasBoth()) {
                result.refusals.add("Of the rows " + part.name + " there must be at least " + LEAST_OF_EACH
                        + " with and without an event.");
            }
        }
        if (encoding.columns().isEmpty()
                || !new Part("", inner.older()).hasBoth()
                || inner.newer().isEmpty()) {
            return result.made(null, null, parts);
        }
        Linear linear = learner.learn(
                inner.older().stream().map(row -> encoding.encode(row.facts())).toArray(double[][]::new),
                happened(inner.older()),
                settings.seed());
        Predictor raw = new Predictor(encoding, linear.bias(), linear.weights(), new PlattScaling(1, 0));
        PlattScaling scaling = PlattScaling.fit(
                scores(inner.newer(), row -> raw.score(row.facts())), happened(inner.newer()), weights(inner.newer()));
        Predictor predictor = new Predictor(encoding, linear.bias(), linear.weights(), scaling);
        if (!new Part("", outer.newer()).hasBoth()) {
            return result.made(predictor, null, parts);
        }
        PlattScaling ofRules = PlattScaling.fit(
                scores(inner.newer(), Training::ruleScore), happened(inner.newer()), weights(inner.newer()));
        double baseRate =
                sum(weights(outer.older().stream().filter(TrainingRow::happened).toList()))
                        / sum(weights(outer.older()));
        Evaluation evaluation = Evaluation.of(
                outer.newer().stream().mapToInt(TrainingRow::account).toArray(),
                happened(outer.newer()),
                weights(outer.newer()),
                scores(outer.newer(), row -> predictor.probability(row.facts())),
                scores(outer.newer(), row -> ofRules.probability(ruleScore(row))),
                baseRate,
                settings.seed());
        evaluation.advantages().stream()
                .filter(advantage -> !advantage.isSure())
                .map(Evaluation.Advantage::asSentence)
                .forEach(result.refusals::add);
        return result.made(predictor, evaluation, parts);
    }

    private static void note(TrainingSet all, String events, List<String> notes) {
        List<TrainingRow> rows = all.rows();
        if (rows.size() < all.rowsKnown()) {
            notes.add("There was room for " + rows.size() + " of " + all.rowsKnown() + " rows, with " + all.events()
                    + " of " + all.eventsKnown() + " accounts with " + events
                    + ". Each of them counts for as many as it stands for.");
        }
        long derived = rows.stream().filter(TrainingRow::scoreDerived).count();
        if (derived > 0) {
            notes.add(
                    "The rule score of " + derived + " of " + rows.size() + " rows was not uploaded: it was worked out"
                            + " from the other fields by the rules of that day, with no engagement but what a field of that name"
                            + " says. To be better than it says little of the rules.");
        }
        long unscored = rows.stream().filter(row -> row.ruleScore() == null).count();
        if (unscored > 0) {
            notes.add(unscored + " of " + rows.size()
                    + " rows have no rule score; for the comparison with the rules they count as zero.");
        }
        long undated =
                rows.stream().filter(row -> row.asOf().equals(row.knownAt())).count();
        if (undated > 0) {
            notes.add(undated + " of " + rows.size() + " rows do not say as of when their fields hold. A field that was"
                    + " filled in after the outcome shows there only if it predicts too well.");
        }
    }

    private static double[] weights(List<TrainingRow> rows) {
        return scores(rows, TrainingRow::weight);
    }

    /** In a fixed order: a parallel sum would have other last digits each time. */
    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double ruleScore(TrainingRow row) {
        return row.ruleScore() == null ? 0 : row.ruleScore();
    }

    private static double[] scores(List<TrainingRow> rows, ToDoubleFunction<TrainingRow> score) {
        return rows.stream().mapToDouble(score).toArray();
    }

    private static boolean[] happened(List<TrainingRow> rows) {
        boolean[] happened = new boolean[rows.size()];
        for (int i = 0; i < happened.length; i++) {
            happened[i] = rows.get(i).happened();
        }
        return happened;
    }

    private record Part(String name, List<TrainingRow> rows) {
        boolean hasBoth() {
            long with = rows.stream().filter(TrainingRow::happened).count();
            return with >= LEAST_OF_EACH && rows.size() - with >= LEAST_OF_EACH;
        }
    }

    private static final class Result {
        private final TrainingSet all;
        private final List<LeakageGuard.Flag> flags = new ArrayList<>();
        private final List<String> refusals = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Result(TrainingSet all) {
            this.all = all;
        }

        Outcome made(Predictor predictor, Evaluation evaluation, Parts parts) {
            return new Outcome(
                    predictor,
                    evaluation,
                    parts,
                    all.rows().size(),
                    (int) all.rows().stream()
                            .map(TrainingRow::account)
                            .distinct()
                            .count(),
                    all.events(),
                    all.rowsKnown(),
                    all.eventsKnown(),
                    List.copyOf(flags),
                    List.copyOf(refusals),
                    List.copyOf(notes));
        }
    }
}
