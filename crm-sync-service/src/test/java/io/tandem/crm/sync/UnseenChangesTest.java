package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.body;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.openConflict;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Owner;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.crm.connection.Connection;
import io.tandem.crm.connection.Connections;
import io.tandem.crm.connection.CrmSessions;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in a CRM before we hear of it, and what happens here at the same time. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class UnseenChangesTest {
    private static final Owner AWAY = new Owner(new UUID(7, 3), "Away", "away@tandem.example");

    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    @Inject
    Incoming incoming;

    @Inject
    CrmCursors cursors;

    @Inject
    Connections connections;

    @Inject
    CrmSessions sessions;

    @Inject
    RelationshipService relationships;

    private Story story;
    private ConnectedHubSpot hubSpot;

    @BeforeEach
    void mayaServesTheAccount() {
        story = scored(servedBy(MAYA), "B3");
        hubSpot = new ConnectedHubSpot(database, worker);
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void whatIsWrittenIntoARecordThatWasMergedIsPutRight() {
        Story other = scored(servedBy(JONAS), "C1");
        hubSpot.settle();
        String winner = hubSpot.remoteId("COMPANY", other.account);
        hubSpot.stub.data.merge("companies", hubSpot.remoteId("COMPANY", story.account), winner);

        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.scored(11, "A2", 70)));
        hubSpot.settle();

        assertEquals("MERGED", hubSpot.state("COMPANY", story.account));
        assertEquals("SENT", hubSpot.state("COMPANY", other.account));
        assertEquals("C1", hubSpot.company(other.account, "tandem_grade"));
    }

    @Test
    void whatIsWrittenIntoARecordThatWasMergedIntoAStrangerIsFollowed() {
        hubSpot.settle();
        String stranger = hubSpot.stub.data.create("companies", Map.of("name", "Harbourline AG"));
        hubSpot.stub.data.merge("companies", hubSpot.remoteId("COMPANY", story.account), stranger);

        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.scored(11, "A2", 70)));
        hubSpot.settle();

        assertEquals(stranger, hubSpot.remoteId("COMPANY", story.account));
        assertEquals("A2", hubSpot.company(story.account, "tandem_grade"));
        assertEquals(
                "Harbourline AG",
                hubSpot.details("COMPANY", story.account).getString("fields.find { it.field == 'name' }.ours"));
    }

    @Test
    void saleKeepsTheAmountOfTheCrmFollowsTheOwnerAndMakesACustomer() {
        UUID sale = opened("1000.00");
        hubSpot.settle();
        assertEquals("71", hubSpot.held("DEAL", "0-3", sale, "hubspot_owner_id"));

        Map<String, Object> change = Map.of(
                "name",
                "Pilot",
                "amount",
                Map.of("amount", "2000.00", "currency", "USD"),
                "forecastCategory",
                "PIPELINE");
        admin().body(change).put("/api/v1/opportunities/" + sale).then().statusCode(200);
        admin().body(body(JONAS)).put(of(story.account) + "/owner").then().statusCode(200);
        hubSpot.settle();

        assertEquals("1000", hubSpot.held("DEAL", "0-3", sale, "amount"));
        assertEquals("1000", hubSpot.details("DEAL", sale).getString("fields.find { it.field == 'amount' }.ours"));
        assertEquals("72", hubSpot.held("DEAL", "0-3", sale, "hubspot_owner_id"));

        hubSpot.stub.data.edit("0-3", hubSpot.remoteId("DEAL", sale), Map.of("dealstage", "closedwon"));
        hubSpot.askNow();
        assertEquals("CUSTOMER", hubSpot.company(story.account, "tandem_stage"));
    }

    @Test
    void ofTwoThatWereMergedIntoAStrangerOneIsKeptTheSameWithIt() {
        Story other = scored(servedBy(JONAS), "C1");
        hubSpot.settle();
        String stranger = hubSpot.stub.data.create("companies", Map.of("name", "Harbourline AG"));
        hubSpot.stub.data.merge("companies", hubSpot.remoteId("COMPANY", story.account), stranger);
        hubSpot.stub.data.merge("companies", hubSpot.remoteId("COMPANY", other.account), stranger);

        hubSpot.askNow();

        assertEquals("SENT", hubSpot.state("COMPANY", story.account));
        assertEquals(stranger, hubSpot.remoteId("COMPANY", story.account));
        assertEquals("MERGED", hubSpot.state("COMPANY", other.account));
        assertEquals("B3", hubSpot.company(story.account, "tandem_grade"));
    }

    @Test
    void whatWasMergedIntoARecordIsGoneWithIt() {
        Story other = scored(servedBy(JONAS), "C1");
        hubSpot.settle();
        String winner = hubSpot.remoteId("COMPANY", other.account);
        hubSpot.stub.data.merge("companies", hubSpot.remoteId("COMPANY", story.account), winner);
        hubSpot.stub.data.archive("companies", winner);

        cursors.notice(hubSpot.id, RecordKind.COMPANY, List.of(winner));
        hubSpot.settle();

        assertEquals("GONE", hubSpot.state("COMPANY", other.account));
        assertEquals("GONE", hubSpot.state("COMPANY", story.account));
    }

    @Test
    void emptiedTitleStaysEmptyWhenTheNameIsTyped() {
        UUID person = PersonId.ofEmail("ana@" + story.domain);
        hubSpot.settle();
        assertEquals("Head of Operations", hubSpot.contact(person, "jobtitle"));
        String there = hubSpot.remoteId("CONTACT", person);
        hubSpot.stub.data.edit("contacts", there, Map.of("jobtitle", ""));
        hubSpot.askNow();
        hubSpot.stub.data.edit("contacts", there, Map.of("firstname", "Anna"));
        hubSpot.askNow();

        assertNull(hubSpot.contact(person, "jobtitle"));
        assertEquals("Anna", hubSpot.contact(person, "firstname"));
        assertEquals(
                "Anna", hubSpot.details("CONTACT", person).getString("fields.find { it.field == 'firstName' }.ours"));
    }

    /** Whoever changes something here locks the relationship and then its records, and so does what a CRM tells. */
    @Test
    void pageOfTheCrmTakesNoRecordBeforeItsRelationship() {
        hubSpot.settle();
        hubSpot.pause();
        Connection connection = connections.findById(hubSpot.id);
        CrmRecord theirs = new CrmRecord(
                hubSpot.remoteId("COMPANY", story.account),
                story.account,
                Map.of("hubspot_owner_id", JONAS.email()),
                null,
                List.of(),
                Instant.now(),
                false);
        CompletableFuture<?>[] taken = new CompletableFuture<?>[1];
        QuarkusTransaction.requiringNew().run(() -> {
            relationships.lock(story.account);
            taken[0] = CompletableFuture.runAsync(() -> incoming.take(
                    connection,
                    sessions.connector(connection),
                    RecordKind.COMPANY,
                    List.of(theirs),
                    Instant.now(),
                    () -> {}));
            await().untilAsserted(() -> assertTrue(
                    hubSpot.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") > 0));
            assertEquals(
                    1,
                    hubSpot.count("select count(*) from (select from sync_record where connection_id = '" + hubSpot.id
                            + "' and record_id = '" + story.account + "' for update nowait) as free"));
        });
        taken[0].join();
        assertEquals(
                JONAS.email(),
                hubSpot.details("COMPANY", story.account).getString("fields.find { it.field == 'owner' }.ours"));
    }

    @Test
    void whoIsReadingWhenAllIsToBeReadAgainDoesNotEndThat() {
        hubSpot.settle();
        hubSpot.pause();
        UUID claim = cursors.claim(hubSpot.id, RecordKind.COMPANY, 0, 60_000)
                .orElseThrow()
                .claim();
        admin().post("/api/v1/sync/" + hubSpot.id + "/reconcile").then().statusCode(204);

        QuarkusTransaction.requiringNew()
                .run(() -> cursors.read(hubSpot.id, RecordKind.COMPANY, claim, "9/0/9", false));

        assertEquals(
                1,
                hubSpot.count("select count(*) from crm_cursor where position is null and not complete"
                        + " and kind = 'COMPANY' and connection_id = '" + hubSpot.id + "'"));
    }

    @Test
    void whoHasLookedLeavesToOthersWhatTheyLookAt() {
        hubSpot.settle();
        hubSpot.pause();
        cursors.notice(hubSpot.id, RecordKind.COMPANY, List.of("1"));
        List<CrmCursors.Noticed> one = cursors.noticed(hubSpot.id, RecordKind.COMPANY, 9, 60_000);
        cursors.notice(hubSpot.id, RecordKind.COMPANY, List.of("2"));
        assertEquals(
                1, cursors.noticed(hubSpot.id, RecordKind.COMPANY, 9, 60_000).size());

        QuarkusTransaction.requiringNew().run(() -> cursors.looked(hubSpot.id, RecordKind.COMPANY, one));

        assertEquals(List.of(), cursors.noticed(hubSpot.id, RecordKind.COMPANY, 9, 60_000));
        assertEquals(1, hubSpot.count("select count(*) from crm_notice where connection_id = '" + hubSpot.id + "'"));
    }

    @Test
    void ownerWhoIsNobodyThereStaysWhoeverOwnsItThere() {
        hubSpot.settle();
        admin().body(body(AWAY)).put(of(story.account) + "/owner").then().statusCode(200);
        hubSpot.settle();
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.scored(11, "A2", 70)));
        hubSpot.settle();
        assertEquals("A2", hubSpot.company(story.account, "tandem_grade"));
        assertEquals(
                MAYA.email(),
                hubSpot.details("COMPANY", story.account).getString("fields.find { it.field == 'owner' }.theirs"));

        admin().post("/api/v1/sync/" + hubSpot.id + "/reconcile").then().statusCode(204);
        hubSpot.settle();

        assertEquals("71", hubSpot.company(story.account, "hubspot_owner_id"));
        assertEquals(AWAY.email(), relationship(story.account).getString("owner.email"));
    }

    @Test
    void conflictOverMoneyIsResolvedWithItsCurrency() {
        UUID sale = opened("9000.00");
        hubSpot.settle();
        hubSpot.pause();
        Map<String, Object> change = Map.of(
                "name",
                "Pilot",
                "amount",
                Map.of("amount", "12000.00", "currency", "USD"),
                "forecastCategory",
                "PIPELINE");
        admin().body(change).put("/api/v1/opportunities/" + sale).then().statusCode(200);
        hubSpot.stub.data.edit(
                "0-3", hubSpot.remoteId("DEAL", sale), Map.of("amount", "10000", "deal_currency_code", "EUR"));
        hubSpot.askNext();
        hubSpot.resume();
        hubSpot.settle();
        assertEquals("EUR", amount(sale).get("currency"));
        Map<String, Object> conflict = openConflict(sale);
        assertEquals(
                List.of("amount", "12000 USD", "10000 EUR"),
                List.of(conflict.get("field"), conflict.get("ours"), conflict.get("theirs")));

        admin().body(Map.of("keep", "OURS"))
                .post("/api/v1/sync/conflicts/" + conflict.get("id") + "/resolution")
                .then()
                .statusCode(200);
        hubSpot.settle();

        assertEquals("USD", amount(sale).get("currency"));
        assertEquals("12000", hubSpot.held("DEAL", "0-3", sale, "amount"));
        assertEquals("USD", hubSpot.held("DEAL", "0-3", sale, "deal_currency_code"));
    }

    @Test
    void whatWasDecidedAndIsNotWrittenYetOutlivesAReconcile() {
        UUID sale = opened("9000.00");
        hubSpot.settle();
        hubSpot.pause();
        // As after a resolution for the owner here, and of a sale in money that is not known there.
        change("theirs = theirs || '{\"owner\": null}'", "COMPANY", story.account);
        change("base = base || '{\"amount\": \"12000\", \"currency\": \"CHF\"}'", "DEAL", sale);

        admin().post("/api/v1/sync/" + hubSpot.id + "/reconcile").then().statusCode(204);

        assertEquals(1, count("base ->> 'owner' = '" + MAYA.email() + "'", "COMPANY", story.account));
        assertEquals(1, count("base ->> 'amount' = '9000' and base ->> 'currency' = 'USD'", "DEAL", sale));
    }

    private void change(String what, String kind, UUID record) {
        hubSpot.count("with changed as (update sync_record set " + what + " where connection_id = '" + hubSpot.id
                + "' and kind = '" + kind + "' and record_id = '" + record
                + "' returning 1) select count(*) from changed");
    }

    private int count(String where, String kind, UUID record) {
        return hubSpot.count("select count(*) from sync_record where connection_id = '" + hubSpot.id + "' and kind = '"
                + kind + "' and record_id = '" + record + "' and " + where);
    }

    private static Map<String, Object> amount(UUID sale) {
        return admin().get("/api/v1/opportunities/" + sale).jsonPath().getMap("amount");
    }

    /** A sale of so many dollars. */
    private UUID opened(String amount) {
        return UUID.fromString(admin().body(Map.of(
                        "accountId",
                        story.account,
                        "name",
                        "Pilot",
                        "amount",
                        Map.of("amount", amount, "currency", "USD"),
                        "exception",
                        "They asked for it"))
                .post("/api/v1/opportunities")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }
}
