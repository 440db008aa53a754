package io.tandem.scoring.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.CompanySize;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ActivationsTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Activations.Known NOTHING = new Activations.Known(null, Instant.MIN);

    @Test
    void theFirstSegmentThatAnAccountIsInDecides() {
        CompiledModel model = model(
                new Activation.Segment("large", "account.employees > 200", List.of(step("SSO Set Up")), 0),
                new Activation.Segment("others", null, List.of(step("Report Shared")), 0));

        Optional<Activations.Moment> small = Activations.moment(
                model, facts(model, Map.of(1, List.of(START))).facts(), NOTHING);
        assertEquals(Optional.of(new Activations.Moment("Report Shared", START)), small);

        AccountFacts large = facts(model, Map.of(1, List.of(START)))
                .signup(CompanySize.OVER_5000, null, null)
                .facts();
        assertEquals(Optional.empty(), Activations.moment(model, large, NOTHING));
    }

    @Test
    void stepsMustFollowOneAnotherWithinTheWindow() {
        CompiledModel model = sequence(2, 7);

        assertEquals(Optional.of(day(6)), at(model, Map.of(0, List.of(day(0)), 1, List.of(day(6)))));
        assertEquals(Optional.empty(), at(model, Map.of(0, List.of(day(0)), 1, List.of(day(8)))));
        assertEquals(Optional.empty(), at(model, Map.of(0, List.of(day(6)), 1, List.of(day(2)))));
        assertEquals(Optional.empty(), at(model, Map.of(0, List.of(day(6)), 1, List.of(day(6)))));
        assertEquals(Optional.of(day(9)), at(model, Map.of(0, List.of(day(0), day(5)), 1, List.of(day(9)))));
    }

    @Test
    void oneOfLongAgoStaysWhenItsDaysAreForgottenUnlessAnEarlierOneIsFound() {
        CompiledModel model = sequence(2, 7);
        AccountFacts later =
                facts(model, Map.of(0, List.of(day(10)), 1, List.of(day(12)))).facts();

        assertEquals(
                Optional.of(new Activations.Moment("Step 1", day(3))), Activations.moment(model, later, known(3, 0)));
        assertEquals(
                Optional.of(new Activations.Moment("Step 1", day(12))),
                Activations.moment(model, later, known(20, 15)));
        assertEquals(
                Optional.of(new Activations.Moment("Step 1", day(12))),
                Activations.moment(model, later, known(8, 1)),
                "another model said so, and by this one nothing was found in what is all kept");
        CompiledModel single = sequence(1, 0);
        assertEquals(
                Optional.of(new Activations.Moment("Step 0", day(10))),
                Activations.moment(
                        single, facts(single, Map.of(0, List.of(day(10)))).facts(), known(3, 0)),
                "of a single step the first time is kept for ever");
    }

    private static Activations.Known known(int at, int keptSince) {
        return new Activations.Known(day(at), day(keptSince));
    }

    @Test
    void findsWhatTryingEveryRunFinds() {
        Random random = new Random(11);
        int completed = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            int steps = 2 + random.nextInt(2);
            int window = 1 + random.nextInt(6);
            Map<Integer, List<Instant>> done = new HashMap<>();
            for (int step = 0; step < steps; step++) {
                List<Instant> times = new ArrayList<>();
                for (int day = 0; day < 20; day++) {
                    for (int time = random.nextInt(8) == 0 ? random.nextInt(11) : 0; time > 0; time--) {
                        times.add(day(day).plus(Duration.ofHours(random.nextInt(24))));
                    }
                }
                done.put(step, times);
            }
            Optional<Instant> found = at(sequence(steps, window), done);
            assertEquals(everyRun(done, steps, Duration.ofDays(window)), found, "trial " + trial);
            completed += found.isPresent() ? 1 : 0;
        }
        assertTrue(completed > 200 && completed < 1_900, "completed " + completed);
    }

    @Test
    void moreOfTheSameNeverTakesWhatWasReachedBackNorMovesItLater() {
        Random random = new Random(12);
        int reached = 0;
        for (int trial = 0; trial < 200; trial++) {
            CompiledModel model = sequence(3, 1 + random.nextInt(3));
            Map<Integer, List<Instant>> done =
                    new HashMap<>(Map.of(0, new ArrayList<>(), 1, new ArrayList<>(), 2, new ArrayList<>()));
            Instant known = null;
            // Many more than are kept of a day.
            for (int event = 0; event < 900; event++) {
                done.get(random.nextInt(3)).add(day(random.nextInt(3)).plusSeconds(random.nextInt(86_400)));
                if (event % 25 > 0) {
                    continue;
                }
                Instant found = at(model, done).orElse(null);
                assertTrue(
                        known == null || found != null && !found.isAfter(known),
                        "trial " + trial + " had " + known + " and finds " + found);
                known = found;
            }
            reached += known == null ? 0 : 1;
        }
        assertTrue(reached > 100, "reached " + reached);
    }

    @Test
    void ofADayWithTooManyTimesAnyTimeFromTheFirstToTheLastCounts() {
        CompiledModel model = sequence(3, 1);
        Duration hour = Duration.ofHours(1);
        TestFacts facts = facts(model, Map.of(0, List.of(day(3)), 2, List.of(day(3).plus(hour), day(5))));

        assertEquals(Optional.of(day(3).plus(hour)), at(model, facts, day(3).minus(hour), day(3).plus(hour)));
        assertEquals(Optional.of(day(3).plus(hour)), at(model, facts, day(3), day(3).plusNanos(2_000)));
        assertEquals(Optional.empty(), at(model, facts, day(3).minus(hour), day(3)));
        assertEquals(Optional.empty(), at(model, facts, day(3).plus(hour), day(3).plus(hour.multipliedBy(2))));
        CompiledModel two = sequence(2, 1);
        assertEquals(
                Optional.of(day(3).plusNanos(1_000)),
                at(two, facts(two, Map.of(0, List.of(day(3)))), day(3).minus(hour), day(4)),
                "right after the step before");
    }

    /** With the second step done all the time between. */
    private static Optional<Instant> at(CompiledModel model, TestFacts facts, Instant from, Instant to) {
        facts.usage(
                "one step Step 1",
                new RuleUsage(99, BigDecimal.ONE, from, to).onDays(List.of(new RuleUsage.Day(from, to, List.of()))));
        return Activations.moment(model, facts.facts(), NOTHING).map(Activations.Moment::at);
    }

    private static Optional<Instant> everyRun(Map<Integer, List<Instant>> done, int steps, Duration window) {
        return done.get(0).stream()
                .flatMap(start -> everyRun(done, 1, steps, start, start.plus(window)).stream())
                .min(Instant::compareTo);
    }

    private static Optional<Instant> everyRun(
            Map<Integer, List<Instant>> done, int step, int steps, Instant last, Instant end) {
        return done.get(step).stream()
                .filter(at -> at.isAfter(last) && !at.isAfter(end))
                .flatMap(at -> step == steps - 1
                        ? Optional.of(at).stream()
                        : everyRun(done, step + 1, steps, at, end).stream())
                .min(Instant::compareTo);
    }

    private static CompiledModel sequence(int steps, int withinDays) {
        List<Activation.Step> all = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            all.add(step("Step " + step));
        }
        return model(new Activation.Segment("all", null, all, withinDays));
    }

    private static Optional<Instant> at(CompiledModel model, Map<Integer, List<Instant>> done) {
        return Activations.moment(model, facts(model, done).facts(), NOTHING).map(Activations.Moment::at);
    }

    /** @param done by the number of the step in the model's last segment */
    private static TestFacts facts(CompiledModel model, Map<Integer, List<Instant>> done) {
        TestFacts facts = new TestFacts();
        List<Activation.Segment> segments = model.definition().activation().segments();
        List<Activation.Step> steps = new ArrayList<>();
        segments.forEach(segment -> steps.addAll(segment.steps()));
        done.forEach((index, times) -> {
            if (!times.isEmpty()) {
                Activation.Step step = steps.get(index);
                TreeMap<LocalDate, TreeSet<Instant>> days = new TreeMap<>();
                times.forEach(
                        at -> days.computeIfAbsent(LocalDate.ofInstant(at, ZoneOffset.UTC), day -> new TreeSet<>())
                                .add(at));
                facts.usage(
                        CompiledModel.nameOf(step, segments.get(0).steps().size() > 1),
                        new RuleUsage(
                                        times.size(),
                                        BigDecimal.ONE,
                                        days.firstEntry().getValue().first(),
                                        days.lastEntry().getValue().last())
                                .onDays(days.values().stream()
                                        .map(ActivationsTest::kept)
                                        .toList()));
            }
        });
        return facts;
    }

    /** As the database keeps it. */
    private static RuleUsage.Day kept(TreeSet<Instant> times) {
        return new RuleUsage.Day(
                times.first(),
                times.last(),
                times.size() < RuleUsage.Day.TOO_MANY_TIMES ? List.copyOf(times) : List.of());
    }

    private static CompiledModel model(Activation.Segment... segments) {
        return CompiledModel.of(
                "7", StandardModel.with(new Activation(List.of(segments))), StandardModel.MODEL.conditions());
    }

    private static Activation.Step step(String event) {
        return new Activation.Step(event, null);
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }
}
