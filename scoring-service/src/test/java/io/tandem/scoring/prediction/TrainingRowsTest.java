package io.tandem.scoring.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.OpportunityAdvanced;
import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.domain.prediction.TrainingRow;
import io.tandem.scoring.domain.prediction.TrainingSet;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What models are made from: snapshots, and what happened after them. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class TrainingRowsTest {
    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID account = AccountId.ofDomain(name + ".com");

    @Inject
    PredictionTables tables;

    @Inject
    TrainingRows rows;

    @Inject
    FeatureSnapshots snapshots;

    @Inject
    OutcomeEvents outcomes;

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @Test
    void aSnapshotIsLabelledByWhatHappenedWithinTheHorizonAfterIt() {
        know();
        snapshot(account, 100);
        snapshot(account, 70);
        snapshot(account, 40);
        snapshot(account, 10);
        happened("Subscription Started", 50);

        List<TrainingRow> conversion = rows.of(Target.CONVERSION, 1_000).rows();
        assertEquals(
                List.of(false, true),
                conversion.stream().map(TrainingRow::happened).toList());
        assertEquals(
                Duration.ofDays(30),
                Duration.between(conversion.get(0).asOf(), conversion.get(0).knownAt()));

        // After it the account is a customer, who may cancel; the last snapshot's horizon is not over.
        assertEquals(
                List.of(false),
                rows.of(Target.CHURN, 1_000).rows().stream()
                        .map(TrainingRow::happened)
                        .toList());
        happened("Subscription Cancelled", 20);
        assertEquals(
                List.of(true),
                rows.of(Target.CHURN, 1_000).rows().stream()
                        .map(TrainingRow::happened)
                        .toList());
    }

    @Test
    void anOutcomeCountsForTheAccountOfItsUserWheneverThatIsKnown() {
        snapshot(account, 60);
        happened("Subscription Started", 50);
        assertEquals(
                List.of(false),
                rows.of(Target.CONVERSION, 1_000).rows().stream()
                        .map(TrainingRow::happened)
                        .toList());

        know();

        assertEquals(
                List.of(true),
                rows.of(Target.CONVERSION, 1_000).rows().stream()
                        .map(TrainingRow::happened)
                        .toList());
    }

    @Test
    void anOutcomeThatComesTwiceIsKeptOnce() {
        TrackedEvent event =
                TestCall.track("Subscription Started").user("u-" + name).made();
        usage.count(List.of(event));
        usage.count(List.of(event, event));
        assertEquals(1, tables.count("outcome_event"));
    }

    @Test
    void anOpportunityThatIsWonIsAConversionByItsLatestWord() {
        snapshot(account, 60);
        UUID deal = UUID.randomUUID();
        advance(deal, Outcome.WON, 50, 50);
        assertEquals(List.of(true), converted());

        advance(deal, Outcome.OPEN, 55, 0);
        assertEquals(List.of(true), converted(), "was said before it was won");
        advance(deal, Outcome.LOST, 40, 41);
        assertEquals(List.of(false), converted(), "the signature was withdrawn");
        advance(UUID.randomUUID(), Outcome.WON, 10, 10);
        assertEquals(List.of(false), converted(), "within the horizon only");
    }

    private List<Boolean> converted() {
        return rows.of(Target.CONVERSION, 1_000).rows().stream()
                .map(TrainingRow::happened)
                .toList();
    }

    private void advance(UUID deal, Outcome outcome, int toldDaysAgo, int closedDaysAgo) {
        QuarkusTransaction.requiringNew()
                .run(() -> outcomes.noteOpportunities(List.of(new OpportunityAdvanced(
                        account,
                        deal,
                        "as it is called",
                        outcome,
                        null,
                        outcome == Outcome.OPEN ? null : Instant.now().minus(Duration.ofDays(closedDaysAgo)),
                        Instant.now().minus(Duration.ofDays(toldDaysAgo))))));
    }

    @Test
    void mergedAccountsAreOneToPredictionToo() {
        know();
        signups.qualify(UUID.randomUUID(), TestSignup.of("ben@two" + name + ".com", CompanySize.UP_TO_10));
        UUID whole = AccountId.ofDomain("two" + name + ".com");
        snapshot(whole, 60);
        happened("Subscription Started", 50);
        assertEquals(
                List.of(false),
                rows.of(Target.CONVERSION, 1_000).rows().stream()
                        .map(TrainingRow::happened)
                        .toList());

        signups.merge(new AccountMerged(account, whole, "same", "admin", Instant.now()));

        assertEquals(
                List.of(true),
                rows.of(Target.CONVERSION, 1_000).rows().stream()
                        .map(TrainingRow::happened)
                        .toList());
    }

    @Test
    void whereThereIsNoRoomForAllThoseWithAnEventStayAndOthersGiveFewRowsEach() {
        know();
        List.of(63, 56, 49, 42).forEach(daysAgo -> snapshot(account, daysAgo));
        happened("Subscription Started", 30);
        tables.update("""
                INSERT INTO feature_snapshot (account_id, as_of, rule_score, facts)
                SELECT md5('quiet' || n)::uuid, now() - make_interval(days => 40 + 7 * week), 20, '{"events28": 3}'
                FROM generate_series(1, 30) AS n, generate_series(1, 5) AS week
                """);
        tables.update("""
                INSERT INTO past_outcome (account_id, target, known_at, as_of, happened, facts, late)
                SELECT md5('past' || n)::uuid, 'CONVERSION', now() - interval '9 days', now() - interval '90 days',
                    n <= 2, '{}', '{}'
                FROM generate_series(1, 6) AS n
                """);

        TrainingSet found = rows.of(Target.CONVERSION, 24);

        assertEquals(24, found.rows().size());
        assertEquals(4 + 150 + 6, found.rowsKnown());
        assertEquals(3, found.eventsKnown());
        Map<Integer, Long> byAccount =
                found.rows().stream().collect(Collectors.groupingBy(TrainingRow::account, Collectors.counting()));
        assertEquals(
                List.of(1L, 4L),
                found.rows().stream()
                        .filter(TrainingRow::happened)
                        .map(row -> byAccount.get(row.account()))
                        .distinct()
                        .sorted()
                        .toList());
        assertEquals(
                2 + 2,
                found.rows().stream().filter(row -> row.facts().isEmpty()).count(),
                "half of what was uploaded");
        assertEquals(3 + 18, byAccount.size(), "one row of each of the others");
        assertEquals(
                found.rowsKnown(),
                found.rows().stream().mapToDouble(TrainingRow::weight).sum(),
                1e-9);
        assertEquals(found, rows.of(Target.CONVERSION, 24));
    }

    @Test
    void ofWhatIsUploadedInGreatNumberAsLargeAPartIsTakenAsOfAccountsHere() {
        tables.update("""
                INSERT INTO feature_snapshot (account_id, as_of, rule_score, facts)
                SELECT md5('here' || n)::uuid, now() - interval '40 days', 20, '{"events28": 3}'
                FROM generate_series(1, 20) AS n
                """);
        tables.update("""
                INSERT INTO past_outcome (account_id, target, known_at, as_of, happened, facts, late)
                SELECT md5('past' || n)::uuid, 'CONVERSION', now() - interval '9 days', now() - interval '90 days',
                    n <= 10, '{}', '{}'
                FROM generate_series(1, 210) AS n
                """);

        TrainingSet found = rows.of(Target.CONVERSION, 54);

        Map<Boolean, Long> ofOthers = found.rows().stream()
                .filter(row -> !row.happened())
                .collect(Collectors.partitioningBy(row -> row.facts().isEmpty(), Collectors.counting()));
        assertEquals(Map.of(true, 40L, false, 4L), ofOthers);
        assertEquals(
                found.rowsKnown(),
                found.rows().stream().mapToDouble(TrainingRow::weight).sum(),
                1e-9);
    }

    @Test
    void aRuleScoreThatNobodyUploadedIsMarkedAsWorkedOut() {
        OutcomesResourceTest.upload("""
                domain,outcome,known_at,rule_score,nps
                one%1$s.com,converted,2025-03-31,,7
                two%1$s.com,converted,2025-03-30,12,7
                """.formatted(name));

        List<TrainingRow> found = rows.of(Target.CONVERSION, 1_000).rows();

        assertEquals(
                List.of(false, true),
                found.stream().map(TrainingRow::scoreDerived).toList());
        assertEquals(found, TrainingRows.unpacked(TrainingRows.packed(found)));
    }

    @Test
    void writesDownWhatIsKnownOnceAWeek() {
        know();
        usage.count(List.of(TestCall.track("Report Shared").user("u-" + name).made()));
        // Raw events may be kept for less time than what is known of accounts looks back.
        tables.update("DELETE FROM tracked_event WHERE user_key = ?", "u:u-" + name);

        snapshots.take();
        snapshots.take();

        assertEquals(
                1,
                tables.count(
                        "feature_snapshot WHERE account_id = ? AND facts @> ?::jsonb AND rule_score > 0",
                        account,
                        "{\"companySize\": \"11-50\", \"country\": \"PT\", \"events28\": 1, \"activeDays28\": 1, \"users28\": 1,"
                                + " \"people\": 1, \"businessEmail\": 1, \"useCaseStated\": 1, \"activated\": 1}"));
    }

    @Test
    void whatWasUploadedOfAnAccountIsKnownOfItToo() {
        know();
        OutcomesResourceTest.upload("domain,outcome,known_at,nps,companySize\n" + name + ".com,,,7,5001+\n");
        snapshots.take();

        assertEquals(
                1,
                tables.count(
                        "feature_snapshot WHERE account_id = ? AND facts @> '{\"nps\": 7.0, \"companySize\": \"11-50\"}'",
                        account));
        assertTrue(rows.fieldsKnown().contains("nps"));
    }

    @Test
    void rowsSurviveBeingPacked() {
        List<TrainingRow> made = SyntheticAccounts.separated(200, 1);
        assertEquals(made, TrainingRows.unpacked(TrainingRows.packed(made)));
        assertEquals(TrainingRows.hash(made), TrainingRows.hash(TrainingRows.unpacked(TrainingRows.packed(made))));
    }

    @Test
    void anErasedPersonIsForgottenAndTheAccountsOutcomeIsNot() {
        know();
        snapshot(account, 60);
        happened("Subscription Started", 50);

        erase("ana@" + name + ".com");

        assertEquals(0, tables.count("outcome_event WHERE user_key IS NOT NULL"));
        assertEquals(
                List.of(true),
                rows.of(Target.CONVERSION, 1_000).rows().stream()
                        .map(TrainingRow::happened)
                        .toList());
    }

    @Test
    void anAccountThatIsNothingButAPersonGoesWithThem() {
        String email = name + "@gmail.com";
        usage.count(
                List.of(TestCall.identify("u-" + name, Map.of("email", email)).made()));
        snapshot(AccountId.ofEmail(email), 60);
        happened("Subscription Started", 50);
        tables.update(
                "INSERT INTO past_outcome (account_id, target, known_at, as_of, happened, facts, late)"
                        + " VALUES (?, 'CHURN', now(), now(), true, '{}', '{}')",
                AccountId.ofEmail(email));

        erase(email);

        assertEquals(0, tables.count("feature_snapshot"));
        assertEquals(0, tables.count("outcome_event"));
        assertEquals(0, tables.count("past_outcome"));
    }

    private void know() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + name + ".com", CompanySize.UP_TO_50));
        usage.count(List.of(TestCall.identify("u-" + name, Map.of("email", "ana@" + name + ".com"))
                .made()));
    }

    private void happened(String event, int daysAgo) {
        Instant at = Instant.now().minus(Duration.ofDays(daysAgo));
        usage.count(List.of(TestCall.track(event).user("u-" + name).at(at).made()));
    }

    private void snapshot(UUID of, int daysAgo) {
        tables.update(
                "INSERT INTO feature_snapshot (account_id, as_of, rule_score, facts)"
                        + " VALUES (?, now() - make_interval(days => ?), 20, '{\"events28\": 3}')",
                of,
                daysAgo);
    }

    private static void erase(String email) {
        PersonErasureRequested request = new PersonErasureRequested(
                PersonId.ofEmail(email), UUID.randomUUID(), UUID.randomUUID(), email, Instant.now());
        TestTopics.send(Topics.PRIVACY, request);
        TestTopics.await(
                Topics.PRIVACY, PersonErased.class, erased -> erased.requestId().equals(request.requestId()));
    }
}
