package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.crm.hubspot.HubSpotFault;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both sides are real but for HubSpot's, which behaves as HubSpot documents it. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SyncTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    private ConnectedHubSpot hubSpot;
    private Story story;

    @BeforeEach
    void mayaServesTheAccount() {
        story = scored(servedBy(MAYA), "B3");
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void servedAccountIsInHubSpotWithPeopleTaskAndNotes() {
        TestTopics.send(Topics.ROUTES, story.opened(7, MAYA));
        as(Roles.AE, MAYA.email())
                .body(Map.of("kind", "NOTE", "summary", "They want a pilot", "occurredAt", "2026-03-04T10:00:00Z"))
                .post(of(story.account) + "/interactions")
                .then()
                .statusCode(201);
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, story.accepted(8, MAYA)));
        connect();

        assertEquals(
                List.of("ran out of projects; 3 people use the product", "71", "41"),
                List.of(company("tandem_why_now"), company("hubspot_owner_id"), company("tandem_score")));
        assertEquals(
                "Talk to them: ran out of projects", hubSpot.held("TASK", "tasks", story.handoff, "hs_task_subject"));
        UUID ana = PersonId.ofEmail("ana@" + story.domain);
        assertEquals("Ana", hubSpot.contact(ana, "firstname"));
        Optional<String> there = Optional.of(hubSpot.remoteId("COMPANY", story.account));
        assertEquals(there, hubSpot.stub.data.companyOf("contacts", Long.parseLong(hubSpot.remoteId("CONTACT", ana))));
        assertTrue(hubSpot.stub.data.alive("notes").stream().anyMatch(note -> hubSpot.stub
                .data
                .companyOf("notes", HubSpotStub.id(note))
                .equals(there)));
    }

    @Test
    void changesFollowAndNothingIsSentTwice() {
        connect();
        hubSpot.stub.forgetCalls();
        TestTopics.send(Topics.SCORES, story.scored(10, "B3", 41.2));
        scoredHigher();
        hubSpot.settle();

        assertEquals("A2", company("tandem_grade"));
        assertTrue(hubSpot.stub.calls().size() <= 2, hubSpot.stub.calls().toString());
    }

    @Test
    void ownerChosenInHubSpotHoldsHere() {
        connect();
        assertEquals("71", company("hubspot_owner_id"));
        hubSpot.stub.data.edit("companies", remoteId(), Map.of("hubspot_owner_id", "72"));
        hubSpot.notice("company.propertyChange", remoteId());
        hubSpot.settle();

        assertEquals(JONAS.email(), relationship(story.account).getString("owner.email"));
        assertTrue(relationship(story.account).getBoolean("ownerSetByHuman"));
    }

    @Test
    void forgedAndReplayedNoticesAreNotHeard() {
        connect();
        hubSpot.notice("company.propertyChange", remoteId(), "forged", Instant.now())
                .statusCode(401);
        hubSpot.replayed("company.propertyChange", remoteId()).statusCode(401);
    }

    @Test
    void whatPeopleTypeOverOursIsWrittenOverAgain() {
        connect();
        hubSpot.stub.data.edit("companies", remoteId(), Map.of("tandem_grade", "typed"));
        hubSpot.askNow();
        assertEquals("B3", company("tandem_grade"));
    }

    @Test
    void companyThatWasThereBeforeIsKnownAgainByItsDomain() {
        String[] there = new String[1];
        connect(stub ->
                there[0] = stub.data.create("companies", Map.of("domain", story.domain, "name", "Harbourline AG")));

        assertEquals(there[0], remoteId());
        assertEquals("Harbourline AG", company("name"));
        Map<String, Object> name =
                hubSpot.details("COMPANY", story.account).getMap("fields.find { it.field == 'name' }");
        assertEquals("Harbourline AG", name.get("ours"));
        assertTrue(((String) name.get("why")).startsWith("Taken from "), name.toString());
    }

    @Test
    void refusedRecordTellsWhyAndIsTriedAgainOnDemand() {
        connect(stub -> stub.data.refuse("B3"));
        admin().queryParam("state", "FAILED")
                .queryParam("limit", 200)
                .get("/api/v1/sync/" + hubSpot.id + "/records")
                .then()
                .statusCode(200)
                .body("items.recordId", hasItem(story.account.toString()));
        var record = hubSpot.details("COMPANY", story.account);
        assertEquals(
                List.of("VALIDATION_ERROR: Property values were not valid", "FAILED", "B3"),
                List.of(
                        record.getString("record.reason"),
                        record.getString("versions[0].state"),
                        record.getString("versions[0].fields.grade")));

        scoredHigher();
        hubSpot.settle();
        assertEquals("A2", company("tandem_grade"));
        String retry = "/api/v1/sync/" + hubSpot.id + "/records/COMPANY/" + story.account + "/retry";
        admin().post(retry).then().statusCode(200);
        as(Roles.AE).post(retry).then().statusCode(403);
    }

    @Test
    void pausedConnectionGoesOnWithoutAGap() {
        connect();
        hubSpot.pause();
        Story meanwhile = servedBy(JONAS);
        TestTopics.send(Topics.SCORES, meanwhile.scored(3, "C1", 20));
        awaitOnTimeline(meanwhile.account, TestTopics.send(Topics.SCORES, meanwhile.signal(6, "marker")));
        hubSpot.resume();
        hubSpot.settle();

        assertEquals("C1", hubSpot.company(meanwhile.account, "tandem_grade"));
    }

    @Test
    void deletedThereStaysDeletedUntilAPersonWantsItBack() {
        connect();
        hubSpot.stub.data.archive("companies", remoteId());
        scoredHigher();
        hubSpot.settle();
        assertEquals("GONE", hubSpot.state("COMPANY", story.account));
        admin().post("/api/v1/sync/" + hubSpot.id + "/records/COMPANY/" + story.account + "/retry")
                .then()
                .statusCode(200);
        hubSpot.settle();
        assertEquals("A2", company("tandem_grade"));
    }

    @Test
    void callsThatGoWrongLeaveNothingOutAndDoubleNothing() {
        connect(stub -> stub.failNextWrites(
                HubSpotFault.FAILS_AFTERWARDS,
                HubSpotFault.BUSY_FOR_A_SECOND,
                HubSpotFault.CUT_OFF,
                HubSpotFault.PARTIAL,
                HubSpotFault.UNAUTHORISED,
                HubSpotFault.BUSY));
        assertEquals("B3", company("tandem_grade"));
        assertEquals(
                hubSpot.stub.data.byTandemId("companies").size(),
                hubSpot.stub.data.alive("companies").size());
    }

    @Test
    void statesTellHowFarItIs() {
        connect();
        admin().get("/api/v1/sync")
                .then()
                .statusCode(200)
                .body("find { it.connectionId == '" + hubSpot.id + "' }.pending", equalTo(0))
                .body("find { it.connectionId == '" + hubSpot.id + "' }.failed", equalTo(0));
        admin().get("/api/v1/sync/" + UUID.randomUUID() + "/records").then().statusCode(404);
        admin().get("/api/v1/sync/" + hubSpot.id + "/records/COMPANY/" + story.account)
                .then()
                .body("fields.find { it.field == 'score' }.why", containsString("Ours, sent in version"));
    }

    private void connect() {
        connect(stub -> {});
    }

    private void connect(Consumer<HubSpotStub> before) {
        hubSpot = new ConnectedHubSpot(database, worker, before);
        hubSpot.settle();
    }

    private void scoredHigher() {
        TestTopics.send(Topics.SCORES, story.scored(11, "A2", 70));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(12, "another marker")));
    }

    private String company(String property) {
        return hubSpot.company(story.account, property);
    }

    private String remoteId() {
        return hubSpot.remoteId("COMPANY", story.account);
    }
}
