package io.tandem.routing.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.Routing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The smallest change of inputs by which a decision would have said another motion: one input, then two, then three, the
 * most plausible first. The same decision always gives the same answer.
 */
final class WhyNot {
    static final int CHANGES = 3;
    private static final int TRIED = 6_000;
    private static final int TOLD = 5;
    private static final int HALVINGS = 24;

    private final Motion wanted;
    private final ObjectNode inputs;
    private final Function<ObjectNode, Optional<Routing.Outcome>> decide;
    private int tried;

    private WhyNot(Motion wanted, ObjectNode inputs, Function<ObjectNode, Optional<Routing.Outcome>> decide) {
        this.wanted = wanted;
        this.inputs = inputs;
        this.decide = decide;
    }

    /**
     * What was found.
     *
     * @param complete whether everything within the bound was tried
     */
    record Found(List<Flip> flips, int tried, boolean complete) {}

    /** Inputs that would have had the motion that was asked for, and the rule that would have said so. */
    record Flip(List<InputChange> changes, String rule) {}

    /** @param candidates the most plausible first */
    static Found search(
            Motion wanted,
            ObjectNode inputs,
            List<InputChange> candidates,
            Function<ObjectNode, Optional<Routing.Outcome>> decide) {
        WhyNot search = new WhyNot(wanted, inputs, decide);
        for (int size = 1; size <= CHANGES; size++) {
            List<Flip> flips = new ArrayList<>();
            boolean complete = search.tryAll(candidates, size, flips);
            if (!flips.isEmpty() || !complete) {
                return new Found(flips.stream().map(search::smallest).toList(), search.tried, complete);
            }
        }
        return new Found(List.of(), search.tried, true);
    }

    /** False when the bound was met before everything was tried. */
    private boolean tryAll(List<InputChange> candidates, int size, List<Flip> flips) {
        for (List<InputChange> changes : combinations(candidates, size)) {
            if (flips.size() == TOLD) {
                return true;
            }
            if (tried == TRIED) {
                return false;
            }
            // Two values of the same input differ by plausibility alone: the first one found is told.
            boolean sameInputs =
                    flips.stream().anyMatch(flip -> inputsOf(flip.changes()).equals(inputsOf(changes)));
            if (!sameInputs) {
                rule(changes).ifPresent(rule -> flips.add(new Flip(changes, rule)));
            }
        }
        return true;
    }

    private static List<String> inputsOf(List<InputChange> changes) {
        return changes.stream().map(InputChange::at).toList();
    }

    /** Combinations of changes of different inputs by the sum of their implausibilities, then in the candidates' order. */
    private static List<List<InputChange>> combinations(List<InputChange> candidates, int size) {
        List<List<InputChange>> combinations = new ArrayList<>();
        collect(candidates, 0, List.of(), size, combinations);
        combinations.sort(Comparator.comparingInt(changes ->
                changes.stream().mapToInt(InputChange::implausibility).sum()));
        return combinations;
    }

    private static void collect(
            List<InputChange> candidates,
            int from,
            List<InputChange> chosen,
            int size,
            List<List<InputChange>> combinations) {
        if (chosen.size() == size) {
            combinations.add(chosen);
            return;
        }
        for (int i = from; i < candidates.size() && combinations.size() < 20 * TRIED; i++) {
            InputChange next = candidates.get(i);
            if (chosen.stream().noneMatch(change -> change.at().equals(next.at()))) {
                List<InputChange> more = new ArrayList<>(chosen);
                more.add(next);
                collect(candidates, i + 1, List.copyOf(more), size, combinations);
            }
        }
    }

    private Optional<String> rule(List<InputChange> changes) {
        tried++;
        ObjectNode changed = inputs.deepCopy();
        changes.forEach(change -> change.applyTo(changed));
        return decide.apply(changed)
                .filter(outcome -> outcome.motion() == wanted)
                .map(Routing.Outcome::rule);
    }

    /** Brings a single count as close to what it was as the motion allows. */
    private Flip smallest(Flip flip) {
        if (flip.changes().size() > 1
                || !flip.changes().get(0).to().isIntegralNumber()
                || !flip.changes().get(0).from().isIntegralNumber()) {
            return flip;
        }
        InputChange change = flip.changes().get(0);
        long without = change.from().longValue();
        long with = change.to().longValue();
        Flip closest = flip;
        for (int i = 0; i < HALVINGS && Math.abs(with - without) > 1; i++) {
            long middle = without + (with - without) / 2;
            InputChange nearer = change.to(middle);
            Optional<String> rule = rule(List.of(nearer));
            if (rule.isPresent()) {
                with = middle;
                closest = new Flip(List.of(nearer), rule.get());
            } else {
                without = middle;
            }
        }
        return closest;
    }
}
