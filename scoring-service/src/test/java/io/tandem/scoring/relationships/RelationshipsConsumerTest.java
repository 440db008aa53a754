package io.tandem.scoring.relationships;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Event;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.OpportunityAdvanced;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Stage;
import io.tandem.contracts.StageChanged;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import io.tandem.scoring.score.SignupGate;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RelationshipsConsumerTest {
    private static final Owner MAYA = new Owner(UUID.randomUUID(), "Maya", "maya@tandem.example");

    private final String domain = "l" + UUID.randomUUID().toString().substring(0, 8) + ".com";
    private final UUID account = AccountId.ofDomain(domain);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Inject
    SignupGate signups;

    @Inject
    ScoreService scores;

    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    @Test
    void declineAnswersWhoAskedForSalesAndAcceptanceEndsTheCoolDown() {
        raiseHand(now.minusSeconds(60));
        assertEquals(Stage.SALES, read().stage());
        assertEquals(List.of(Stage.SALES), told(1));

        TestTopics.send(Topics.RELATIONSHIPS, declined(now.minusSeconds(30)));
        assertEquals(List.of(Stage.SALES, Stage.NONE), told(2));
        assertEquals(Stage.NONE, read().stage());
        assertEquals(
                now.plusSeconds(3600),
                read().qualification().inputs().circumstances().restsUntil());

        TestTopics.send(Topics.RELATIONSHIPS, new HandoffAccepted(account, UUID.randomUUID(), MAYA, now));
        assertEquals(List.of(Stage.SALES, Stage.NONE, Stage.SALES), told(3), "somebody took it after all");
    }

    @Test
    void declineAfterWhichSomebodyElseMayTakeItChangesNothing() {
        raiseHand(now.minusSeconds(60));
        TestTopics.send(
                Topics.RELATIONSHIPS,
                new HandoffDeclined(account, UUID.randomUUID(), MAYA, "On leave", now.minusSeconds(30), null));
        awaitHandled();

        assertEquals(Stage.SALES, read().stage());
        assertEquals(List.of(Stage.SALES), told(1));
    }

    @Test
    void knowsWhoHoldsAnAccountByTheLatestWord() {
        raiseHand(now);
        TestTopics.send(Topics.RELATIONSHIPS, new RelationshipChanged(account, MAYA, true, "PROSPECT", now));
        await().until(() -> owned());
        TestTopics.send(
                Topics.RELATIONSHIPS, new RelationshipChanged(account, null, true, "PROSPECT", now.minusSeconds(9)));
        awaitHandled();
        assertTrue(owned());
        TestTopics.send(
                Topics.RELATIONSHIPS, new RelationshipChanged(account, null, true, "PROSPECT", now.plusSeconds(9)));
        await().until(() -> !owned());
    }

    @Test
    void ignoresRedeliveredEvent() {
        raiseHand(now.minusSeconds(60));
        UUID id = UUID.randomUUID();
        TestTopics.send(Topics.RELATIONSHIPS, id, declined(now.minusSeconds(30)));
        told(2);
        TestTopics.send(Topics.RELATIONSHIPS, id, declined(now.minusSeconds(10)));
        awaitHandled();

        assertEquals(
                List.of(now.minusSeconds(30)),
                database.query(
                        "SELECT declined_at FROM relationship WHERE account_id = ?",
                        row -> Database.instant(row, "declined_at"),
                        account));
    }

    @Test
    void understandsTheSamples() throws IOException {
        UUID sample = UUID.fromString("72baee3c-44f4-5341-8314-5de1d9c3ccd3");
        for (Class<? extends Event> type : List.of(
                RelationshipChanged.class, OpportunityAdvanced.class, HandoffDeclined.class, HandoffAccepted.class)) {
            try (var resource = type.getResourceAsStream("/samples/" + type.getSimpleName() + ".json")) {
                TestTopics.send(Topics.RELATIONSHIPS, json.readValue(resource, type));
            }
        }
        await().until(() ->
                database.query("""
                        SELECT count(*) FROM relationship
                        WHERE account_id = ? AND owner_email IS NOT NULL AND declined_at IS NULL
                            AND accepted_at IS NOT NULL AND EXISTS (
                                SELECT FROM outcome_event e
                                WHERE e.account_id = relationship.account_id AND e.target = 'CONVERSION')
                        """, row -> row.getInt(1), sample).get(0).equals(1));
    }

    private void raiseHand(Instant at) {
        SignupQualified plain = TestSignup.of("ana@" + domain, CompanySize.UP_TO_10, null, null, at);
        signups.qualify(UUID.randomUUID(), TestSignup.with(plain, "Founder", "reporting", true, false));
    }

    private HandoffDeclined declined(Instant at) {
        return new HandoffDeclined(account, UUID.randomUUID(), MAYA, "Too small for us", at, now.plusSeconds(3600));
    }

    private ScoredAccount read() {
        return scores.read(List.of(account), Instant.now()).get(0);
    }

    private boolean owned() {
        return database.query(
                        "SELECT owned FROM account_listing WHERE account_id = ?", row -> row.getBoolean(1), account)
                .get(0);
    }

    /** What was sent to this account's partition before is handled when this is. */
    private void awaitHandled() {
        Instant marker = now.minusSeconds(3600);
        TestTopics.send(Topics.RELATIONSHIPS, new HandoffAccepted(account, UUID.randomUUID(), MAYA, marker));
        await().until(() -> database
                .query(
                        "SELECT accepted_at FROM relationship WHERE account_id = ?",
                        row -> Database.instant(row, "accepted_at"),
                        account)
                .stream()
                .anyMatch(marker::equals));
    }

    /** The stages of the account itself that were told, in order. */
    private List<Stage> told(int count) {
        return TestTopics.await(
                        Topics.SCORES,
                        StageChanged.class,
                        count,
                        changed -> changed.accountId().equals(account) && changed.who() == null)
                .stream()
                .map(sent -> sent.event().stage())
                .toList();
    }
}
