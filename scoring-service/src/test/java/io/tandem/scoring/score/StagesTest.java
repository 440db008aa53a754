package io.tandem.scoring.score;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Stage;
import io.tandem.contracts.StageChanged;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.models.ModelGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class StagesTest {
    private final String name = "s" + UUID.randomUUID().toString().substring(0, 8);
    private final String domain = name + ".com";
    private final UUID account = AccountId.ofDomain(domain);

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Inject
    ScoreService scores;

    @Inject
    HistoryKeeping keeping;

    @Inject
    ModelGate models;

    @Inject
    Database database;

    @Test
    void personAndAccountAreQualifiedByUse() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + domain, CompanySize.UP_TO_1000));
        assertEquals(List.of(Stage.NURTURE), told(null, 1));
        use("ben", "Report Shared", 3);
        use("ben", "Plan Limit Reached", 1);

        assertEquals(List.of(Stage.NURTURE, Stage.SALES), told(null, 2));
        assertEquals(List.of(Stage.NURTURE), told("ben@" + domain, 1));
        AccountScored scored = TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                event -> event.accountId().equals(account) && event.stage() == Stage.SALES);
        assertTrue(scored.score().total() >= 55);

        use("ben", "Invite Sent", 3);
        StageChanged changed = TestTopics.await(
                        Topics.SCORES,
                        StageChanged.class,
                        2,
                        event -> event.accountId().equals(account) && event.who() != null)
                .get(1)
                .event();
        assertEquals(PersonId.ofEmail("ben@" + domain), changed.personId());
        assertEquals(Stage.NURTURE, changed.previousStage());
        assertEquals(Stage.SALES, changed.stage());
        assertTrue(changed.reason().contains("reached 25"), changed.reason());
    }

    @Test
    void personKeepsTheStageUnderANewName() {
        usage.count(
                List.of(TestCall.group("g" + name, Map.of()).user("cleo" + name).made()));
        usage.count(calls("cleo", "Report Shared", 3));
        usage.count(calls("cleo", "Invite Sent", 3));
        assertEquals(1, staged("u:cleo" + name));

        usage.count(List.of(TestCall.identify("cleo" + name, Map.of("email", "cleo@" + domain))
                .made()));

        assertEquals(0, staged("u:cleo" + name));
        assertEquals(1, staged("e:cleo@" + domain));
        TestTopics.await(
                Topics.SCORES, AccountScored.class, event -> event.accountId().equals(account));
        assertEquals(
                List.of(),
                TestTopics.present(
                        Topics.SCORES,
                        StageChanged.class,
                        event -> event.accountId().equals(account)
                                && ("cleo@" + domain).equals(event.who())
                                && event.stage() != Stage.NONE));
    }

    @Test
    void whoMovesKeepsTheStageThoughAccountsAreScoredInPortions() {
        moveAmongManyAccounts("low", "high");
        moveAmongManyAccounts("high", "low");
    }

    private void moveAmongManyAccounts(String from, String to) {
        String user = "fay" + from;
        String group = Stream.iterate(0, i -> i + 1)
                .map(i -> "g" + i + user + name)
                .filter(id -> isAtTheEnd(AccountId.ofGroup(id), from))
                .findFirst()
                .orElseThrow();
        String joined = Stream.iterate(0, i -> i + 1)
                .map(i -> "j" + i + user + domain)
                .filter(id -> isAtTheEnd(AccountId.ofDomain(id), to))
                .findFirst()
                .orElseThrow();
        usage.count(List.of(TestCall.group(group, Map.of()).user(user + name).made()));
        usage.count(calls(user, "Report Shared", 3));
        usage.count(calls(user, "Invite Sent", 3));
        assertEquals(1, staged("u:" + user + name));

        List<TrackedEvent> calls = new ArrayList<>(List.of(
                TestCall.identify(user + name, Map.of("email", "fay@" + joined)).made()));
        for (int i = 0; i < 300; i++) {
            calls.add(TestCall.identify(i + user + name, Map.of("email", "p@" + i + user + domain))
                    .made());
        }
        usage.count(calls);

        assertEquals(0, staged("u:" + user + name));
        assertEquals(1, staged("e:fay@" + joined));
        TestTopics.await(
                Topics.SCORES, AccountScored.class, event -> event.accountId().equals(AccountId.ofDomain(joined)));
        assertEquals(
                List.of(),
                TestTopics.present(
                        Topics.SCORES,
                        StageChanged.class,
                        event -> event.accountId().equals(AccountId.ofDomain(joined))
                                && ("fay@" + joined).equals(event.who())));
    }

    /** Whether an account is among the first or last tenth in the order in which they are scored. */
    private static boolean isAtTheEnd(UUID id, String end) {
        double place = id.getMostSignificantBits() / (double) Long.MAX_VALUE;
        return end.equals("low") ? place < -0.8 : place > 0.8;
    }

    @Test
    void whoUsesOneAddressInTwoGroupsIsQualifiedInEach() {
        String email = "dana" + name + "@gmail.com";
        for (String group : List.of("one", "two")) {
            usage.count(List.of(
                    TestCall.group(group + name, Map.of()).user(group + name).made(),
                    TestCall.identify(group + name, Map.of("email", email)).made()));
            usage.count(calls(group, "Report Shared", 3));
            usage.count(calls(group, "Invite Sent", 3));
        }

        QuarkusTransaction.requiringNew()
                .run(() -> scores.rescore(
                        List.of(AccountId.ofGroup("one" + name), AccountId.ofGroup("two" + name)), Instant.now()));

        assertEquals(2, staged("e:" + email));
        usage.count(List.of(
                TestCall.identify("two" + name, Map.of("email", "erik" + email)).made()));
        assertEquals(1, staged("e:" + email));
        assertEquals(1, staged("e:erik" + email));
    }

    @Test
    void timeAloneLeadsOutOfAStageAndIsNoticed() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + domain, CompanySize.UP_TO_1000));
        use("ben", "Report Shared", 3);
        assertEquals(Stage.SALES, read().stage());
        Instant due = dueAt();
        assertFalse(due.isBefore(Instant.now().minusSeconds(60)));
        assertFalse(due.isAfter(Instant.now().plus(Duration.ofHours(6))));

        // As if all of it had been a month ago: the sums fade to a quarter.
        QuarkusTransaction.requiringNew().run(() -> {
            database.update("UPDATE usage_sum SET weights = weights / 4 WHERE user_key = ?", "u:ben" + name);
            database.update("UPDATE account_listing SET due_at = now() WHERE account_id = ?", account);
        });

        assertEquals(List.of(Stage.NURTURE, Stage.SALES, Stage.NURTURE), told(null, 3));
        await().until(() -> dueAt().isAfter(Instant.now().plus(Duration.ofMinutes(1))));
        assertTrue(read().stageReason().contains("fell below 47"), () -> read().stageReason());
    }

    @Test
    void theEndOfARaisedHandIsNoticedThoughTheScoreCannotMove() {
        Instant raisedAt = Instant.now().minus(Duration.ofDays(8)).truncatedTo(ChronoUnit.SECONDS);
        signups.qualify(
                UUID.randomUUID(),
                TestSignup.with(
                        TestSignup.of("ana@" + domain, CompanySize.UP_TO_10, null, null, raisedAt),
                        null,
                        null,
                        true,
                        false));
        assertEquals(Stage.SALES, read().stage());
        // As if it had been scored when it came.
        QuarkusTransaction.requiringNew()
                .run(() -> database.update("UPDATE score_point SET at = ? WHERE account_id = ?", raisedAt, account));

        QuarkusTransaction.requiringNew().run(() -> scores.rescore(List.of(account), Instant.now()));

        assertEquals(raisedAt.plus(Duration.ofDays(90)), dueAt());
    }

    @Test
    void pointsThatAreTakenAwayBringTheNextLookForward() {
        int before = models.inForce();
        awaitInForce(models.publish(model -> model.withArray("/engagement/groups")
                .addObject()
                .put("group", "left")
                .put("cap", 10)
                .put("halfLifeDays", 14)
                .withArray("rules")
                .addObject()
                .put("rule", "seat-removed")
                .put("points", -0.25)
                .put("reason", "seat removed")
                .withArray("events")
                .add("Seat Removed")));
        try {
            use("ben", "Report Shared", 3);
            QuarkusTransaction.requiringNew()
                    .run(() -> database.update(
                            "UPDATE account_listing SET due_at = '2100-01-01' WHERE account_id = ?", account));

            usage.count(calls("ben", "Seat Removed", 1));

            assertTrue(dueAt().isBefore(Instant.now().plus(Duration.ofHours(7))), () -> "due at " + dueAt());
        } finally {
            awaitInForce(models.restore(before));
        }
    }

    private void awaitInForce(int version) {
        await().atMost(Duration.ofSeconds(120)).until(() -> models.inForce() == version);
    }

    @Test
    void historyIsThinnedToADayAndThenForgotten() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + domain, CompanySize.UP_TO_10));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        QuarkusTransaction.requiringNew()
                .run(() -> database.update("""
                        INSERT INTO score_point
                        SELECT ?, h, extract(hour FROM h), 1, 1, 'D4', 'NONE'
                        FROM generate_series(?::timestamptz, ?::timestamptz, interval '1 hour') AS h
                        """, account, start(today.minusDays(92)), start(today.minusDays(89))));
        QuarkusTransaction.requiringNew().run(() -> database.update("""
                        INSERT INTO score_point VALUES (?, ?, 1, 1, 1, 'D4', 'NONE')
                        """, account, start(today.minusDays(1096))));

        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        """
                        INSERT INTO step_day SELECT ?, 'step', at::date, at, at
                        FROM unnest(ARRAY[?::timestamptz, ?]) AS at
                        """, "u:" + account, start(today.minusDays(1096)), start(today.minusDays(1095))));

        keeping.bound(today);

        assertEquals(
                List.of(today.minusDays(1095)),
                database.query(
                        "SELECT day FROM step_day WHERE user_key = ?",
                        row -> row.getObject("day", LocalDate.class),
                        "u:" + account));
        assertEquals(1, points(today.minusDays(92)));
        assertEquals(1, points(today.minusDays(91)));
        assertEquals(24, points(today.minusDays(90)));
        assertEquals(0, points(today.minusDays(1096)));
        assertEquals(
                23,
                database.query(
                                "SELECT total FROM score_point WHERE account_id = ? AND at >= ? ORDER BY at LIMIT 1",
                                row -> row.getInt(1),
                                account,
                                start(today.minusDays(92)))
                        .get(0),
                "the last of the day is kept");
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private int points(LocalDate day) {
        return database.query(
                        "SELECT count(*) FROM score_point WHERE account_id = ? AND at >= ? AND at < ?",
                        row -> row.getInt(1),
                        account,
                        start(day),
                        start(day.plusDays(1)))
                .get(0);
    }

    private int staged(String person) {
        return database.query("SELECT count(*) FROM person_stage WHERE person = ?", row -> row.getInt(1), person)
                .get(0);
    }

    private Instant dueAt() {
        return database.query(
                        "SELECT due_at FROM account_listing WHERE account_id = ?",
                        row -> Database.instant(row, "due_at"),
                        account)
                .get(0);
    }

    private ScoredAccount read() {
        return scores.readWhole(account, Instant.now()).orElseThrow();
    }

    private void use(String who, String event, int times) {
        List<TrackedEvent> calls = new ArrayList<>(calls(who, event, times));
        calls.add(TestCall.identify(who + name, Map.of("email", who + "@" + domain))
                .made());
        usage.count(calls);
    }

    private List<TrackedEvent> calls(String who, String event, int times) {
        List<TrackedEvent> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(TestCall.track(event).user(who + name).made());
        }
        return calls;
    }

    private List<Stage> told(String who, int count) {
        return TestTopics.await(
                        Topics.SCORES,
                        StageChanged.class,
                        count,
                        event -> event.accountId().equals(account) && java.util.Objects.equals(who, event.who()))
                .stream()
                .map(sent -> sent.event().stage())
                .toList();
    }
}
