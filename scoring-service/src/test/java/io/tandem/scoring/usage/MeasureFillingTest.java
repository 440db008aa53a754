package io.tandem.scoring.usage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.models.ModelGate;
import io.tandem.scoring.score.ScoreService;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class MeasureFillingTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final String name = "f" + UUID.randomUUID().toString().substring(0, 8);
    private int before;

    @Inject
    UsageGate usage;

    @Inject
    MeasureFilling filling;

    @Inject
    MeasureRetirement retirement;

    @Inject
    ModelGate models;

    @Inject
    ScoreService scores;

    @Inject
    Database database;

    @BeforeEach
    void remember() {
        before = models.inForce();
    }

    @AfterEach
    void restore() {
        awaitInForce(models.restore(before));
    }

    @Test
    void whatIsCountedFromKeptCallsIsWhatLiveArrivalGives() {
        for (int seed = 1; seed <= 3; seed++) {
            int number = seed;
            String late = name + "l" + seed;
            List<TrackedEvent> calls = calls(late, seed);
            count(calls.subList(0, 40), new Random(seed));

            int version = models.publish(model -> countAnew(model, number));
            // Killed before it could commit: nothing of it may stay.
            assertThrows(IllegalStateException.class, () -> QuarkusTransaction.requiringNew()
                    .run(() -> {
                        filling.fillSome();
                        throw new IllegalStateException("killed");
                    }));
            count(calls.subList(30, 60), new Random(seed));
            awaitInForce(version);
            count(calls.subList(50, 80), new Random(seed));

            String live = name + "v" + seed;
            List<TrackedEvent> again = new ArrayList<>(calls(live, seed));
            Collections.shuffle(again, new Random(seed));
            count(again, new Random(seed + 1));

            assertEquals(sums(live), sums(late), "seed " + seed);
            assertEquals(watched(live), watched(late), "seed " + seed);
            assertTrue(watched(late).contains("report " + seed), "nothing was looked for anew");
            assertEquals(shown(live), shown(late), "seed " + seed);
            assertTrue(sums(late).contains("Zugang"), "nothing was counted anew");
        }
    }

    @Test
    void stepsAreFoundAmongMoreOfTheSameInAnyOrder() {
        awaitInForce(models.publish(model -> countAnew(model, 6)));
        String user = name + "d";
        identify(user);
        Instant nine =
                NOW.minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(9));
        usage.count(List.of(
                step("Zugang", user, nine),
                step("Signed In", user, nine.plusSeconds(3_600)),
                step("Zugang", user, nine.plusSeconds(3_660))));
        assertEquals(nine.plusSeconds(3_660), activatedAt(user));

        usage.count(
                List.of(step("Zugang", user, nine.plusSeconds(7_200)), step("Zugang", user, nine.plusSeconds(9_000))));
        assertEquals(nine.plusSeconds(3_660), activatedAt(user), "later ones are no first");

        List<TrackedEvent> many = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            many.add(step("Zugang", user, nine.plusSeconds(7_300 + 60 * i)));
        }
        usage.count(many);
        Instant rightAfter = nine.plusSeconds(3_600).plus(1, ChronoUnit.MICROS);
        assertEquals(rightAfter, activatedAt(user), "too many to be kept, so it counts as done all the time");

        String other = name + "e";
        identify(other);
        List<TrackedEvent> again = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            again.add(step("Zugang", other, nine.plusSeconds(7_300 + 60 * i)));
        }
        for (int second : List.of(0, 3_660, 7_200, 9_000)) {
            again.add(step("Zugang", other, nine.plusSeconds(second)));
        }
        again.add(step("Signed In", other, nine.plusSeconds(3_600)));
        Collections.shuffle(again, new Random(5));
        count(again, new Random(6));
        assertEquals(stepTimes(user), stepTimes(other));
        assertEquals(rightAfter, activatedAt(other));

        QuarkusTransaction.requiringNew()
                .run(() -> database.update("UPDATE step_day SET times = NULL WHERE user_key = ?", "u:" + user));
        usage.count(List.of(step("Zugang", user, nine.plusSeconds(8_000))));
        assertEquals(rightAfter, activatedAt(user), "as it is of days before all times were kept");
    }

    private static TrackedEvent step(String event, String user, Instant at) {
        return TestCall.track(event).user(user).with(Map.of("n", 9)).at(at).made();
    }

    private Instant activatedAt(String user) {
        return database.query(
                        "SELECT activated_at FROM account WHERE id = ?",
                        row -> Database.instant(row, "activated_at"),
                        AccountId.ofDomain(user + ".com"))
                .get(0);
    }

    private List<String> stepTimes(String user) {
        return database.query(
                "SELECT times::text FROM step_day WHERE user_key = ? ORDER BY measure, day",
                row -> row.getString(1),
                "u:" + user);
    }

    @Test
    void whatNoVersionUsesIsForgottenAndCountedAnewWhenOneDoes() {
        // What other tests have published is not to be counted here.
        retirement.retireAllBut(0);
        String user = name + "r";
        String late = name + "s";
        List<TrackedEvent> calls = calls(user, 7);
        count(calls, new Random(7));
        int version = models.publish(model -> countAnew(model, 7));
        awaitInForce(version);
        String counted = sums(user);
        String looked = watched(user);
        awaitInForce(models.restore(before));

        retirement.retireAllBut(1_000);
        assertEquals(counted, sums(user), "it may come back at once");
        retirement.retireAllBut(0);
        assertNotEquals(counted, sums(user));
        count(calls(late, 7), new Random(8));
        awaitInForce(models.restore(version));

        assertEquals(counted, sums(user));
        assertEquals(looked, watched(user));
        assertEquals(counted, sums(late));
    }

    @Test
    void everyScoreNamesAPublishedVersionAndNoneAnEarlierOneThanBefore() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<?>> traffic = new ArrayList<>();
        Set<Integer> published = new TreeSet<>(Set.of(before));
        try {
            for (int lane = 0; lane < 2; lane++) {
                String user = name + "t" + lane;
                traffic.add(threads.submit(() -> {
                    identify(user);
                    while (!stop.get()) {
                        usage.count(List.of(
                                TestCall.track("Project Created").user(user).made(),
                                TestCall.track("Zugang")
                                        .user(user)
                                        .with(Map.of("n", 5))
                                        .made()));
                        sent.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (int round = 0; round < 3; round++) {
                int number = 1 + round;
                int version = models.publish(model -> countAnew(model, number));
                published.add(version);
                awaitInForce(version);
                int seen = sent.get();
                await().atMost(Duration.ofSeconds(60)).until(() -> sent.get() > seen + 1);
            }
        } finally {
            stop.set(true);
            threads.shutdown();
        }
        for (Future<?> done : traffic) {
            done.get();
        }
        for (int lane = 0; lane < 2; lane++) {
            UUID account = AccountId.ofDomain(name + "t" + lane + ".com");
            List<Integer> versions = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                versions.clear();
                TestTopics.present(Topics.SCORES, AccountScored.class, scored -> scored.accountId()
                                .equals(account))
                        .forEach(one ->
                                versions.add(Integer.valueOf(one.event().score().modelVersion())));
                return versions.stream().anyMatch(version -> version > before);
            });
            assertTrue(published.containsAll(versions), versions + " of " + published);
            assertEquals(versions.stream().sorted().toList(), versions);
        }
    }

    /** Other measures each time, so that there is something to count anew. */
    private static void countAnew(ObjectNode model, int number) {
        ObjectNode group = model.withArray("/engagement/groups").addObject();
        group.put("group", "anew-" + number).put("cap", 30).put("halfLifeDays", 3 + number);
        group.withArray("rules")
                .addObject()
                .put("rule", "zugang-" + number)
                .put("where", "event.name == 'Zugang' && event.properties.n >= " + number)
                .put("points", 1.5)
                .put("reason", "Zugang")
                .withArray("keep")
                .add("n");
        group.withArray("rules")
                .addObject()
                .put("rule", "signed-in-" + number)
                .put("points", -0.5)
                .put("reason", "signed in")
                .withArray("events")
                .add("Signed In");
        ObjectNode signal = model.withArray("/signals").addObject();
        signal.put("name", "stuck-" + number).put("kind", "STEP_STUCK");
        signal.withArray("events").addObject().withArray("events").add("Zugang");
        signal.withArray("events")
                .addObject()
                .put("where", "'report " + number + "' != ''")
                .withArray("events")
                .add("Report Shared");
        signal.withArray("sentences").add("{account} is stuck");
        ObjectNode touched = model.withArray("/signals").addObject();
        touched.put("name", "touched-" + number).put("kind", "EVENT");
        touched.withArray("events")
                .addObject()
                .put("where", "event.properties.n > " + number)
                .put("by", "n")
                .withArray("events")
                .add("Zugang");
        touched.withArray("sentences").add("{account} did");
        ObjectNode segment =
                (ObjectNode) model.withArray("/activation/segments").get(0);
        segment.put("withinDays", 1 + number);
        segment.withArray("steps").removeAll();
        segment.withArray("steps").addObject().put("event", "Signed In");
        segment.withArray("steps").addObject().put("event", "Zugang").put("where", "event.properties.n > 1");
    }

    private static List<TrackedEvent> calls(String prefix, int seed) {
        Random random = new Random(seed);
        UUID source = UUID.nameUUIDFromBytes(prefix.getBytes(StandardCharsets.UTF_8));
        List<TrackedEvent> calls = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            String user = prefix + random.nextInt(3);
            TestCall call = i < 3
                    ? TestCall.identify(prefix + i, Map.of("email", "p" + i + "@" + prefix + ".com"))
                    : TestCall.track(new String[] {"Zugang", "Signed In", "Report Shared"}[random.nextInt(3)])
                            .user(user)
                            .with(Map.of("n", random.nextBoolean() ? random.nextInt(8) : random.nextInt(80) / 10.0));
            calls.add(call.from(source)
                    .message("m" + i)
                    .at(NOW.minusSeconds(random.nextInt(20 * 86_400)).plusNanos(random.nextInt(1_000_000)))
                    .received(NOW.minusSeconds(random.nextInt(4 * 86_400)))
                    .made());
        }
        return calls;
    }

    private void count(List<TrackedEvent> calls, Random random) {
        int from = 0;
        while (from < calls.size()) {
            int to = Math.min(calls.size(), from + 1 + random.nextInt(12));
            usage.count(calls.subList(from, to));
            from = to;
        }
    }

    private void identify(String user) {
        usage.count(List.of(
                TestCall.identify(user, Map.of("email", "ana@" + user + ".com")).made()));
    }

    private void awaitInForce(int version) {
        await().atMost(Duration.ofSeconds(120)).until(() -> models.inForce() == version);
    }

    private String sums(String prefix) {
        return database.query(
                        """
                        SELECT u.user_key, m.definition, u.measure, u.events, u.weights, u.first_at, u.last_at
                        FROM usage_sum u JOIN measure m ON m.id = u.measure WHERE u.user_key LIKE ?
                        ORDER BY u.user_key, u.measure
                        """,
                        row -> List.of(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getString(7))
                                .toString(),
                        "u:" + prefix + "%")
                .toString()
                .replace(prefix, "");
    }

    private String watched(String prefix) {
        return database.query(
                        """
                        SELECT w.user_key, d.definition, w.day, w.thing, w.events, w.first_at, w.first_by, w.last_at,
                            w.last_by
                        FROM watched_day w JOIN watch d ON d.id = w.watch WHERE w.user_key LIKE ?
                        ORDER BY w.user_key, w.watch, w.day, w.thing
                        """,
                        row -> List.of(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getString(7))
                                .toString(),
                        "u:" + prefix + "%")
                .toString()
                .replace(prefix, "");
    }

    private String shown(String prefix) {
        return scores.read(List.of(AccountId.ofDomain(prefix + ".com")), NOW).stream()
                .map(account -> account.score() + " " + account.activatedAt())
                .toList()
                .toString()
                .replace(prefix, "");
    }
}
