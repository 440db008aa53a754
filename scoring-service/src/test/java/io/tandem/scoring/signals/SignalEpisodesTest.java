package io.tandem.scoring.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.SignalDetected;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.SignalKind;
import io.tandem.scoring.domain.SignalRule;
import io.tandem.scoring.score.SignalGate;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Signals of what builds up over days, from events to what the others hear. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SignalEpisodesTest {
    private static final Instant NOON =
            LocalDate.now(ZoneOffset.UTC).atStartOfDay().plusHours(12).toInstant(ZoneOffset.UTC);

    private final String name = "q" + UUID.randomUUID().toString().substring(0, 8);
    private final String domain = name + ".com";
    private final UUID account = AccountId.ofDomain(domain);

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Inject
    SignalGate signals;

    @Inject
    Cohorts cohorts;

    @Inject
    Database database;

    @Test
    void silenceIsNoticedByTheScheduledPassAndToldOnce() throws Exception {
        usage.count(days("ana", 50, 5));
        assertEquals(Set.of(), inForce("churn-risk"));
        settle();
        Instant later = NOON.plus(Duration.ofDays(10));

        // Two instances whose passes meet.
        List<Callable<Void>> passes = Collections.nCopies(2, () -> {
            signals.lookAtWhatIsDue(later);
            return null;
        });
        ExecutorService threads = Executors.newFixedThreadPool(passes.size());
        try {
            for (Future<Void> done : threads.invokeAll(passes)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        signals.look(List.of(account), later);

        assertEquals(Set.of("churn-risk"), inForce("churn-risk"));
        SignalDetected detected = TestTopics.await(
                Topics.SCORES,
                SignalDetected.class,
                one -> one.accountId().equals(account) && one.signal().name().equals("churn-risk"));
        assertEquals(
                "Nobody of " + domain + " has used the product since " + LocalDate.ofInstant(at(5), ZoneOffset.UTC),
                detected.signal().reason());
        assertEquals(
                1,
                TestTopics.present(
                                Topics.SCORES,
                                SignalDetected.class,
                                one -> one.accountId().equals(account)
                                        && one.signal().name().equals("churn-risk"))
                        .size());
    }

    @Test
    void whatTimeCannotChangeIsNotLookedAtAgain() {
        for (String who : List.of("ana", "ben", "cleo")) {
            usage.count(List.of(
                    identify(who),
                    TestCall.track("Project Created")
                            .user(who + name)
                            .at(at(150))
                            .made()));
        }
        usage.count(track("ana", 100, 100));
        signals.look(List.of(account), NOON);
        assertEquals(List.of("several-users"), namesInForce());
        assertEquals(1, due(), "Ana signed in within the days kept");

        signals.look(List.of(account), NOON.plus(Duration.ofDays(60)));
        assertEquals(List.of("several-users"), namesInForce());
        assertEquals(0, due());
    }

    private List<String> namesInForce() {
        return database.query(
                "SELECT name FROM signal WHERE account_id = ? ORDER BY name", row -> row.getString(1), account);
    }

    private int due() {
        return database.query(
                        "SELECT count(*) FROM account WHERE id = ? AND signals_due_at IS NOT NULL",
                        row -> row.getInt(1),
                        account)
                .get(0);
    }

    @Test
    void browsersOfOnePersonAreNoTeammates() {
        usage.count(days("ana", 20, 1));
        for (String browser : List.of("x", "y")) {
            usage.count(List.of(
                    TestCall.group(domain, Map.of("domain", domain))
                            .anonymous(browser + name)
                            .at(at(3))
                            .made(),
                    TestCall.track("Invite Accepted")
                            .anonymous(browser + name)
                            .with(Map.of("invitedBy", "ana" + name))
                            .at(at(2))
                            .made()));
        }
        signals.look(List.of(account), NOON);
        assertEquals(Set.of(), inForce("teammates-joined"));
        assertEquals(Set.of(), inForce("champion"));
    }

    @Test
    void anEpisodeEndsAndANewOneIsToldAnew() {
        usage.count(List.of(identify("ana"), limit("ana", 80)));
        usage.count(List.of(limit("ana", 1)));

        assertEquals(List.of("ended", "open"), database.query("""
            SELECT CASE WHEN ended_at IS NULL THEN 'open' ELSE 'ended' END FROM signal_episode
            WHERE account_id = ? AND name = 'upgrade-blocked' ORDER BY started_at
            """, row -> row.getString(1), account));
        TestTopics.await(
                Topics.SCORES,
                SignalDetected.class,
                one -> one.accountId().equals(account)
                        && one.signal().name().equals("upgrade-blocked")
                        && one.signal().firedAt().equals(at(1)));
        signals.look(List.of(account), NOON.plus(Duration.ofDays(40)));
        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                scored -> scored.accountId().equals(account)
                        && scored.signals().stream()
                                .noneMatch(signal -> signal.name().equals("upgrade-blocked")));
    }

    @Test
    void peopleTakeTheirDaysAlong() {
        usage.count(
                List.of(TestCall.group("g" + name, Map.of()).user("ana" + name).made()));
        usage.count(track("ana", 6, 1));
        UUID group = AccountId.ofGroup("g" + name);
        signals.look(List.of(group), NOON);
        assertEquals(Set.of("repeated-engagement"), inForce(group, "repeated-engagement"));

        usage.count(List.of(identify("ana")));
        signals.look(List.of(group, account), NOON);

        assertEquals(Set.of(), inForce(group, "repeated-engagement"));
        assertEquals(Set.of("repeated-engagement"), inForce("repeated-engagement"));
        assertEquals(
                List.of(true),
                database.query(
                        "SELECT withdrawn FROM signal_episode WHERE account_id = ? AND name = 'repeated-engagement'",
                        row -> row.getBoolean(1),
                        group));
    }

    @Test
    void comparesWithPeersOfTheSameSize() {
        // As if many had been looked at, and worked out with the percentile of the standard model.
        QuarkusTransaction.requiringNew().run(() -> {
            database.update("DELETE FROM cohort_percentile WHERE cohort = '1001-5000'");
            database.update("DELETE FROM cohort_member WHERE cohort = '1001-5000'");
            for (int i = 1; i <= 30; i++) {
                UUID peer = UUID.randomUUID();
                database.update("INSERT INTO account (id) VALUES (?)", peer);
                database.update("INSERT INTO cohort_member VALUES (?, 28, '1001-5000', ?, current_date)", peer, i * 2);
            }
        });
        cohorts.workOut();
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + domain, CompanySize.UP_TO_5000));
        List<TrackedEvent> calls = new ArrayList<>(List.of(identify("ana")));
        for (int i = 0; i < 60; i++) {
            calls.add(TestCall.track("Something Else")
                    .user("ana" + name)
                    .at(at(0).minusSeconds(i))
                    .made());
        }
        usage.count(calls);
        signals.look(List.of(account), NOON);

        assertEquals(
                List.of(domain + " used the product 60 times within 28 days, more than 90% of 30 accounts of its size"),
                database.query(
                        "SELECT reason FROM signal WHERE account_id = ? AND name = 'heavier-than-peers'",
                        row -> row.getString(1),
                        account));
    }

    @Test
    void whatNoModelAskedForBeforeIsWorkedOutWhenOneDoes() {
        String cohort = "of " + name;
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 1; i <= 21; i++) {
                UUID peer = UUID.randomUUID();
                database.update("INSERT INTO account (id) VALUES (?)", peer);
                database.update(
                        "INSERT INTO cohort_member VALUES (?, 28, ?, ?, current_date - 1), (?, 13, ?, ?, current_date)",
                        peer,
                        cohort,
                        i * 10,
                        peer,
                        cohort,
                        i);
            }
        });
        cohorts.workOut();
        assertEquals(190, events(cohort, 28, 90), "as the model in force asks");
        assertEquals(200, events(cohort, 28, 95), "at once, as a draft asks");
        assertEquals(
                List.of(90),
                database.query(
                        "SELECT percentile FROM cohort_percentile WHERE cohort = ?", row -> row.getInt(1), cohort));
        assertEquals(0, events(cohort, 13, 90), "those who were looked at first are no fair sample");
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE cohort_member SET measured_on = current_date - 1 WHERE days = 13 AND cohort = ?",
                        cohort));
        cohorts.workOut();
        assertEquals(19, events(cohort, 13, 90));
    }

    /** 0 if that is not known. */
    private long events(String cohort, int days, int percentile) {
        SignalRule rule = new SignalRule(
                "peers",
                SignalKind.ABOVE_COHORT,
                Map.of("days", days, "percentile", percentile),
                List.of(),
                List.of("{account}"));
        return cohorts.thresholds(List.of(rule), Instant.now())
                .of(cohort, days, percentile, LocalDate.now(ZoneOffset.UTC))
                .map(threshold -> Math.round(threshold.events()))
                .orElse(0L);
    }

    @Test
    void ofNoEndOfValuesTheSameFewAreToldApartInAnyOrder() {
        List<TrackedEvent> calls = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            calls.add(TestCall.track("Usage Reported")
                    .with(Map.of("metric", "m" + i % 60, "used", 1, "allowed", 2))
                    .user("one" + name)
                    .at(at(1).plusSeconds(i))
                    .made());
        }
        usage.count(calls);
        List<TrackedEvent> others = new ArrayList<>(calls.stream()
                .map(call -> TestCall.track(call.event())
                        .with(call.properties())
                        .user("two" + name)
                        .at(call.timestamp())
                        .made())
                .toList());
        Collections.reverse(others);
        for (int from = 0; from < others.size(); from += 40) {
            usage.count(others.subList(from, from + 40));
        }

        List<String> kept = things("one");
        assertEquals(RollupRepository.MOST_THINGS, kept.size());
        assertTrue(kept.stream().allMatch(thing -> thing.endsWith(" 2")), kept::toString);
        assertEquals(kept, things("two"));
    }

    private List<String> things(String who) {
        return database.query(
                "SELECT thing || ' ' || events FROM watched_day WHERE user_key = ? AND thing <> '' ORDER BY 1",
                row -> row.getString(1),
                "u:" + who + name);
    }

    @Test
    void anyOrderRepetitionAndBatchingGivesTheSameEpisodes() {
        Set<String> seen = new TreeSet<>();
        for (int seed = 1; seed <= 4; seed++) {
            String expected = run(seed, null);
            for (int permutation = 1; permutation <= 2; permutation++) {
                assertEquals(expected, run(seed, new Random(seed * 31L + permutation)), "seed " + seed);
            }
            expected.lines().forEach(line -> seen.add(line.substring(0, line.indexOf(' '))));
        }
        assertTrue(
                seen.containsAll(Set.of(
                        "champion",
                        "company-standardising",
                        "limit-approaching",
                        "onboarding-stuck",
                        "repeated-engagement",
                        "second-department",
                        "second-team",
                        "teammates-joined",
                        "upgrade-blocked",
                        "usage-decline")),
                "the streams show only " + seen);
    }

    /** The episodes after the stream of a seed, in order or as shuffled by the random numbers. */
    private String run(long seed, Random shuffle) {
        String run = "w" + UUID.randomUUID().toString().substring(0, 8);
        List<TrackedEvent> calls = stream(run, seed);
        signups.qualify(
                UUID.randomUUID(), TestSignup.of("p0@" + run + ".com", CompanySize.UP_TO_10, null, null, at(100)));
        if (shuffle == null) {
            for (int from = 0; from < calls.size(); from += 10) {
                usage.count(calls.subList(from, Math.min(calls.size(), from + 10)));
            }
        } else {
            for (int i = 0; i < 20; i++) {
                calls.add(calls.get(shuffle.nextInt(calls.size())));
            }
            Collections.shuffle(calls, shuffle);
            int from = 0;
            while (from < calls.size()) {
                int to = Math.min(calls.size(), from + 1 + shuffle.nextInt(60));
                usage.count(calls.subList(from, to));
                from = to;
            }
        }
        UUID id = AccountId.ofDomain(run + ".com");
        signals.look(List.of(id), NOON);
        // What showed it when it was told stays as it was then, so that depends on when that was.
        return String.join("\n", database.query("""
            SELECT concat_ws(' ', name, started_at, ended_at, reason, evidence)
            FROM signal_episode WHERE account_id = ? AND NOT withdrawn ORDER BY name, started_at
            """, row -> row.getString(1), id))
                .replace(run, "");
    }

    private static List<TrackedEvent> stream(String run, long seed) {
        Random random = new Random(seed);
        UUID source = UUID.randomUUID();
        List<TrackedEvent> calls = new ArrayList<>();
        String[] others = {"Signed In", "Project Created", "Plan Limit Reached", "Invite Sent", "Something Else"};
        int people = 3 + random.nextInt(3);
        for (int person = 0; person < people; person++) {
            String user = run + "p" + person;
            int first = 20 + random.nextInt(75);
            int last = random.nextInt(3) == 0 ? 20 : 0;
            calls.add(TestCall.identify(
                            user,
                            Map.of(
                                    "email",
                                    "p" + person + "@" + run + ".com",
                                    "department",
                                    person % 2 == 0 ? "Finance" : "Sales"))
                    .at(at(first))
                    .from(source)
                    .message("i" + person)
                    .made());
            calls.add(TestCall.group(run + "g" + person % 2, Map.of())
                    .user(user)
                    .at(at(first))
                    .from(source)
                    .message("g" + person)
                    .made());
            if (person > 0) {
                calls.add(TestCall.track("Invite Accepted")
                        .with(Map.of("invitedBy", random.nextBoolean() ? run + "p0" : "p0@" + run + ".com"))
                        .user(user)
                        .at(at(first))
                        .from(source)
                        .message("a" + person)
                        .made());
            }
            for (int ago = first; ago >= last; ago--) {
                if (random.nextInt(3) > 0) {
                    calls.add(TestCall.track(others[random.nextInt(random.nextInt(9) == 0 ? 5 : 2)])
                            .with(Map.of("limit", "l" + random.nextInt(3)))
                            .user(user)
                            .at(at(ago).plusSeconds(random.nextInt(3_600)))
                            .from(source)
                            .message("m" + person + "-" + ago)
                            .made());
                }
            }
        }
        for (int ago = 20; ago >= 1; ago--) {
            calls.add(TestCall.track("Usage Reported")
                    .with(Map.of("metric", "rows", "used", 90 - 3 * ago + random.nextInt(3), "allowed", 100))
                    .user(run + "p0")
                    .at(at(ago))
                    .from(source)
                    .message("u" + ago)
                    .made());
        }
        return calls;
    }

    /** Accounts of other tests wait for nobody. */
    private void settle() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE account SET signals_due_at = CASE WHEN id = ? THEN now() - interval '1 day' END",
                        account));
    }

    private Set<String> inForce(String signal) {
        return inForce(account, signal);
    }

    private Set<String> inForce(UUID id, String signal) {
        return new TreeSet<>(database.query(
                "SELECT name FROM signal WHERE account_id = ? AND name = ?", row -> row.getString(1), id, signal));
    }

    private List<TrackedEvent> days(String who, int from, int to) {
        List<TrackedEvent> calls = new ArrayList<>(List.of(identify(who)));
        calls.addAll(track(who, from, to));
        return calls;
    }

    private List<TrackedEvent> track(String who, int from, int to) {
        List<TrackedEvent> calls = new ArrayList<>();
        for (int ago = from; ago >= to; ago--) {
            calls.add(TestCall.track("Signed In").user(who + name).at(at(ago)).made());
        }
        return calls;
    }

    private TrackedEvent identify(String who) {
        return TestCall.identify(who + name, Map.of("email", who + "@" + domain))
                .at(at(90))
                .made();
    }

    private TrackedEvent limit(String who, int daysAgo) {
        return TestCall.track("Plan Limit Reached")
                .user(who + name)
                .at(at(daysAgo))
                .made();
    }

    /** Ten in the morning, so many days ago. */
    private static Instant at(int daysAgo) {
        return NOON.minus(Duration.ofHours(2)).minus(Duration.ofDays(daysAgo));
    }
}
