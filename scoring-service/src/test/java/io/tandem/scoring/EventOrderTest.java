package io.tandem.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.local.campaign.Campaign;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.DatabaseException;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import io.tandem.scoring.score.SignalGate;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams in which people are identified, grouped and aliased give the same result however they arrive. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class EventOrderTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Inject
    ScoreService scores;

    @Inject
    SignalGate signals;

    @Inject
    Database database;

    @Test
    @Tag("campaign-event-order")
    void anyOrderRepetitionAndBatchingGivesTheSame() {
        StringBuilder all = new StringBuilder();
        Random seeds = Campaign.random();
        int streams = Campaign.size(2, 400);
        for (int i = 0; i < streams; i++) {
            long seed = seeds.nextInt();
            Stream stream = new Stream(seed);
            String expected = inOrder(stream);
            all.append(expected);
            for (int permutation = 1; permutation <= Campaign.size(2, 3); permutation++) {
                assertEquals(expected, shuffled(stream, new Random(seed * 31L + permutation)), "seed " + seed);
            }
        }
        if (Campaign.isLong()) {
            // A few streams of chance need not have all of them.
            for (String signal : List.of("several-users", "enterprise-feature-touched", "upgrade-blocked")) {
                assertTrue(all.indexOf(signal) >= 0, "no stream has the signal " + signal);
            }
        }
        Campaign.report(
                "event-order",
                streams
                        + " streams of 60 calls and 3 signups, each shuffled several times, repeated in part, imported in part and"
                        + " cut into other batches: the same aggregates, signals and scores, and every explanation adds up");
    }

    @Test
    @Tag("campaign-event-order")
    void batchesSideBySideGiveTheSame() throws Exception {
        for (int seed = 101; seed <= Campaign.size(101, 110); seed++) {
            Stream stream = new Stream(seed);
            assertEquals(inOrder(stream), sideBySide(stream), "seed " + seed);
        }
    }

    private String inOrder(Stream stream) {
        Run run = new Run();
        for (SignupQualified signup : stream.signups(run)) {
            signups.qualify(UUID.randomUUID(), signup);
        }
        stream.calls(run).forEach(call -> usage.countOnly(List.of(call)));
        return result(run);
    }

    private String shuffled(Stream stream, Random random) {
        Run run = new Run();
        List<TrackedEvent> calls = new ArrayList<>(stream.calls(run));
        for (int i = 0; i < 20; i++) {
            calls.add(calls.get(random.nextInt(calls.size())));
        }
        Collections.shuffle(calls, random);
        List<SignupQualified> late = new ArrayList<>(stream.signups(run));
        Collections.shuffle(late, random);
        int from = 0;
        while (from < calls.size()) {
            if (!late.isEmpty() && random.nextInt(3) == 0) {
                signups.qualify(UUID.randomUUID(), late.remove(0));
            }
            int to = Math.min(calls.size(), from + 1 + random.nextInt(15));
            // Some comes in live, some is imported.
            if (random.nextBoolean()) {
                usage.countOnly(calls.subList(from, to));
            } else {
                usage.backfill(calls.subList(from, to));
            }
            from = to;
        }
        late.forEach(signup -> signups.qualify(UUID.randomUUID(), signup));
        return result(run);
    }

    private String sideBySide(Stream stream) throws Exception {
        Run run = new Run();
        int lanes = 4;
        List<Callable<Void>> work = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            List<TrackedEvent> own = new ArrayList<>();
            for (TrackedEvent call : stream.calls(run)) {
                // As on the topic: the calls of one user are on one partition.
                if (Math.floorMod(call.key().replace(run.prefix, "").hashCode(), lanes) == lane) {
                    own.add(call);
                }
            }
            work.add(() -> {
                for (int from = 0; from < own.size(); from += 5) {
                    List<TrackedEvent> batch = own.subList(from, Math.min(own.size(), from + 5));
                    untilItGoesThrough(() -> usage.countOnly(batch));
                }
                return null;
            });
        }
        work.add(() -> {
            stream.signups(run).forEach(signup -> untilItGoesThrough(() -> signups.qualify(UUID.randomUUID(), signup)));
            return null;
        });
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        return result(run);
    }

    /** The intake repeats transactions that lost a deadlock. */
    private static void untilItGoesThrough(Runnable transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.run();
                return;
            } catch (DatabaseException failure) {
                if (attempt == 20) {
                    throw failure;
                }
            }
        }
    }

    /** Everything known of the accounts of a run, and the signals stored for them. */
    private String result(Run run) {
        usage.awaitScored();
        List<UUID> ids = database.query(
                "SELECT id FROM account WHERE label LIKE ?",
                row -> row.getObject("id", UUID.class),
                "%" + run.prefix + "%");
        signals.look(ids, NOW);
        List<String> all = new ArrayList<>();
        scores.read(ids, NOW).stream()
                .filter(account ->
                        account.facts().peopleKnown() > 0 || account.facts().signup() != null)
                .forEach(account -> {
                    assertAddsUp(account.score());
                    all.add(shown(account).replace(run.prefix, ""));
                    assertEquals(
                            account.signals().stream()
                                    .map(Signal::reason)
                                    .sorted()
                                    .toList(),
                            database.query(
                                    "SELECT reason FROM signal WHERE account_id = ? ORDER BY reason COLLATE \"C\"",
                                    row -> row.getString("reason"),
                                    account.facts().id()));
                });
        // Two accounts may have the same name, and their ids differ from run to run.
        return all.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static void assertAddsUp(Score score) {
        BigDecimal sum = score.explanation().stream()
                .map(part -> BigDecimal.valueOf(part.points()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, BigDecimal.valueOf(score.total()).compareTo(sum), () -> "does not add up: " + score);
    }

    static String shown(ScoredAccount account) {
        AccountFacts facts = account.facts();
        List<AccountPerson> people = facts.people().stream()
                .map(person -> new AccountPerson(
                        null,
                        person.userId(),
                        person.email(),
                        person.name(),
                        person.role(),
                        person.events(),
                        person.lastSeenAt(),
                        person.doNotLeadWithSales()))
                .toList();
        return String.join(
                "\n  ",
                facts.name(),
                String.valueOf(account.score()),
                String.valueOf(account.signals()),
                String.valueOf(account.activatedAt()),
                String.valueOf(facts.usage()),
                String.valueOf(new TreeMap<>(facts.usageByRule())),
                String.valueOf(people),
                String.valueOf(facts.arrivals()),
                facts.signup() == null ? "-" : facts.signup().signedUpAt().toString());
    }

    /** Names of one run, so that runs do not meet in the database. */
    private static final class Run {
        private final String prefix = "x" + UUID.randomUUID().toString().substring(0, 8);
        private final UUID source = UUID.randomUUID();
    }

    /** A stream of calls that is the same for every run of one seed. */
    private record Stream(long seed) {
        private static final String[] EVENTS = {
            "Signed In", "Report Shared", "Invite Sent", "Plan Limit Reached", "Feature Used", "Something Else"
        };
        private static final String[] FEATURES = {"sso", "charts", "scim"};

        List<TrackedEvent> calls(Run run) {
            Random random = new Random(seed);
            List<TrackedEvent> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String user = run.prefix + "-" + random.nextInt(7);
                String anonymous = run.prefix + "-" + random.nextInt(4);
                TestCall call = call(run, random, user).message("m" + i).from(run.source);
                int who = random.nextInt(4);
                if (who != 0) {
                    call.user(user);
                }
                if (who < 2) {
                    call.anonymous(anonymous);
                }
                calls.add(call.at(NOW.minusSeconds(random.nextInt(30 * 86_400)))
                        .received(NOW.minusSeconds(random.nextInt(2 * 86_400)))
                        .made());
            }
            return calls;
        }

        private static TestCall call(Run run, Random random, String user) {
            int kind = random.nextInt(20);
            if (kind == 0) {
                return TestCall.alias(run.prefix + "-" + random.nextInt(5), user);
            }
            if (kind <= 4) {
                String[] hosts = {run.prefix + ".com", run.prefix + "-two.com", "gmail.com"};
                String email = run.prefix + "p" + random.nextInt(6) + "@"
                        + hosts[random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0];
                return TestCall.identify(
                        user,
                        random.nextInt(3) == 0
                                ? Map.of("firstName", "Ana" + random.nextInt(3))
                                : Map.of("email", email));
            }
            if (kind <= 7) {
                String group = run.prefix + "g" + random.nextInt(2);
                return TestCall.group(
                        group,
                        random.nextInt(3) == 0
                                ? Map.of("website", "https://www." + run.prefix + "-three.com/about")
                                : Map.of("name", run.prefix + " Group " + random.nextInt(3)));
            }
            return TestCall.track(EVENTS[random.nextInt(EVENTS.length)])
                    .with(Map.of(
                            "feature", FEATURES[random.nextInt(FEATURES.length)], "limit", "l" + random.nextInt(9)));
        }

        List<SignupQualified> signups(Run run) {
            Random random = new Random(seed + 1_000);
            List<SignupQualified> signups = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                signups.add(TestSignup.of(
                        run.prefix + "p" + random.nextInt(3)
                                + (random.nextBoolean() ? "@gmail.com" : "@" + run.prefix + ".com"),
                        CompanySize.values()[random.nextInt(6)],
                        random.nextBoolean() ? run.prefix + "-" + random.nextInt(5) : null,
                        random.nextBoolean() ? run.prefix + "-" + random.nextInt(4) : null,
                        NOW.minusSeconds(random.nextInt(30 * 86_400))));
            }
            return signups;
        }
    }
}
