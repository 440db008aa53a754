package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.body;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.Story.minute;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.crm.hubspot.HubSpotFault;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.crm.hubspot.SignedNotice;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both sides are real but for HubSpot's, which behaves as HubSpot documents it. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SyncTest {
    private static final String SECRET = "app-secret";

    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    private HubSpotStub hubSpot;
    private Story story;
    private String connection;

    @BeforeEach
    void mayaServesTheAccount() {
        hubSpot = new HubSpotStub();
        story = servedBy(MAYA);
        TestTopics.send(
                Topics.SCORES,
                story.scored(
                        5, "B3", 41.4, story.signupOf("ana@" + story.domain, "Ana Ribeiro", "Head of Operations")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(6, "marker")));
    }

    @AfterEach
    void disconnect() {
        admin().delete("/api/v1/connections/" + connection).then().statusCode(204);
        hubSpot.close();
        assertEquals(List.of(), hubSpot.faults());
    }

    @Test
    void servedAccountIsInHubSpotWithPeopleTaskAndNotes() {
        TestTopics.send(Topics.ROUTES, story.opened(7, MAYA));
        as(Roles.AE, MAYA.email())
                .body(Map.of("kind", "NOTE", "summary", "They want a pilot", "occurredAt", "2026-03-04T10:00:00Z"))
                .post(of(story.account) + "/interactions")
                .then()
                .statusCode(201);
        connect();
        awaitInHubSpot(company("tandem_why_now", "ran out of projects; 3 people use the product"));
        awaitInHubSpot(company("hubspot_owner_id", "71"));
        awaitInHubSpot(company("tandem_score", "41"));
        String person = PersonId.ofEmail("ana@" + story.domain).toString();
        awaitInHubSpot(() -> assertEquals("Ana", held("contacts", person, "firstname")));
        awaitInHubSpot(() -> assertEquals(
                "Talk to them: ran out of projects", held("tasks", story.handoff.toString(), "hs_task_subject")));
        awaitInHubSpot(() -> assertTrue(hubSpot.data.alive("notes").stream()
                .anyMatch(note ->
                        hubSpot.data.companyOf("notes", HubSpotStub.id(note)).equals(Optional.of(remoteId())))));
        assertEquals(
                remoteId(),
                hubSpot.data
                        .companyOf(
                                "contacts",
                                HubSpotStub.id(
                                        hubSpot.data.byTandemId("contacts").get(person)))
                        .orElseThrow());
    }

    @Test
    void changesFollowAndNothingIsSentTwice() {
        connect();
        awaitInHubSpot(company("tandem_grade", "B3"));
        awaitQuiet();
        hubSpot.forgetCalls();
        TestTopics.send(Topics.SCORES, story.scored(10, "B3", 41.2));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.scored(11, "A2", 70)));
        awaitInHubSpot(company("tandem_grade", "A2"));
        awaitQuiet();
        assertTrue(hubSpot.calls().size() <= 2, hubSpot.calls().toString());
    }

    @Test
    void ownerChosenInHubSpotHoldsHere() {
        connect();
        awaitInHubSpot(company("hubspot_owner_id", "71"));
        hubSpot.data.edit("companies", remoteId(), Map.of("hubspot_owner_id", "72"));
        notice("company.propertyChange", remoteId(), SECRET, Instant.now(), 204);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertEquals(JONAS.email(), relationship(story.account).getString("owner.email")));
        assertTrue(relationship(story.account).getBoolean("ownerSetByHuman"));
    }

    @Test
    void forgedAndReplayedNoticesAreNotHeard() {
        connect();
        awaitInHubSpot(company("tandem_grade", "B3"));
        notice("company.propertyChange", remoteId(), "forged", Instant.now(), 401);
        notice("company.propertyChange", remoteId(), SECRET, Instant.now().minusSeconds(400), 401);
    }

    @Test
    void whatPeopleTypeOverOursIsWrittenOverAgain() {
        connect();
        awaitInHubSpot(company("tandem_grade", "B3"));
        hubSpot.data.edit("companies", remoteId(), Map.of("tandem_grade", "typed"));
        askNow();
        awaitInHubSpot(company("tandem_grade", "B3"));
    }

    @Test
    void companyThatWasThereBeforeIsKnownAgainByItsDomain() {
        String there = hubSpot.data.create("companies", Map.of("domain", story.domain, "name", "Harbourline AG"));
        connect();
        awaitInHubSpot(company("tandem_grade", "B3"));

        assertEquals(there, remoteId());
        assertEquals("Harbourline AG", held("companies", story.account.toString(), "name"));
        var name = why("name");
        assertEquals("Harbourline AG", name.get("ours"));
        assertTrue(((String) name.get("why")).startsWith("Taken from "), name.toString());
    }

    @Test
    void contactThatWasThereBeforeStaysUnderItsCompany() {
        String office = hubSpot.data.create("companies", Map.of("name", "Harbourline Lisbon"));
        String ana = hubSpot.data.create("contacts", Map.of("email", "Ana@" + story.domain));
        hubSpot.data.put("contacts", ana, office);
        connect();
        awaitInHubSpot(() -> assertEquals(
                "Head of Operations",
                held("contacts", PersonId.ofEmail("ana@" + story.domain).toString(), "jobtitle")));
        awaitQuiet();
        assertEquals(
                office, hubSpot.data.companyOf("contacts", Long.parseLong(ana)).orElseThrow());
    }

    @Test
    void refusedRecordTellsWhyAndIsTriedAgainOnDemand() {
        hubSpot.data.refuse("B3");
        connect();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> admin().queryParam("state", "FAILED")
                .queryParam("limit", 200)
                .get("/api/v1/sync/" + connection + "/records")
                .then()
                .statusCode(200)
                .body("items.recordId", hasItem(story.account.toString())));
        record().body("record.reason", equalTo("VALIDATION_ERROR: Property values were not valid"))
                .body("versions[0].state", equalTo("FAILED"))
                .body("versions[0].fields.grade", equalTo("B3"));

        TestTopics.send(Topics.SCORES, story.scored(11, "A2", 70));
        awaitInHubSpot(company("tandem_grade", "A2"));
        admin().post("/api/v1/sync/" + connection + "/records/COMPANY/" + story.account + "/retry")
                .then()
                .statusCode(200);
        as(Roles.AE)
                .post("/api/v1/sync/" + connection + "/records/COMPANY/" + story.account + "/retry")
                .then()
                .statusCode(403);
    }

    @Test
    void pausedConnectionGoesOnWithoutAGap() {
        connect();
        awaitInHubSpot(company("tandem_grade", "B3"));
        admin().post("/api/v1/connections/" + connection + "/pause").then().statusCode(200);
        Story meanwhile = servedBy(JONAS);
        TestTopics.send(Topics.SCORES, meanwhile.scored(3, "C1", 20));
        awaitOnTimeline(meanwhile.account, TestTopics.send(Topics.SCORES, meanwhile.signal(6, "marker")));
        hubSpot.forgetCalls();
        admin().post("/api/v1/connections/" + connection + "/resume").then().statusCode(200);

        awaitInHubSpot(() -> assertEquals("C1", held("companies", meanwhile.account.toString(), "tandem_grade")));
    }

    @Test
    void bothHadChangedAndAPersonDecides() {
        connect();
        String person = PersonId.ofEmail("ana@" + story.domain).toString();
        awaitInHubSpot(() -> assertEquals("Head of Operations", held("contacts", person, "jobtitle")));
        admin().post("/api/v1/connections/" + connection + "/pause").then().statusCode(200);
        TestTopics.send(
                Topics.SCORES, story.scored(20, "B3", 41, story.signupOf("ana@" + story.domain, "Ana Ribeiro", "COO")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(21, "another marker")));
        hubSpot.data.edit("contacts", remoteId("contacts", person), Map.of("jobtitle", "CEO"));
        askNow();
        admin().post("/api/v1/connections/" + connection + "/resume").then().statusCode(200);

        JsonPath[] conflicts = new JsonPath[1];
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            conflicts[0] = admin().queryParam("open", true)
                    .get("/api/v1/sync/conflicts")
                    .jsonPath();
            assertTrue(conflicts[0].getList("items.recordId").contains(person));
        });
        Map<String, Object> conflict = conflicts[0].getMap("items.find { it.recordId == '" + person + "' }");
        assertEquals(
                List.of("COO", "CEO", "CRM"),
                List.of(conflict.get("ours"), conflict.get("theirs"), conflict.get("kept")));

        String resolution = "/api/v1/sync/conflicts/" + conflict.get("id") + "/resolution";
        admin().body(Map.of("keep", "OURS"))
                .post(resolution)
                .then()
                .statusCode(200)
                .body("resolution", equalTo("OURS"));
        awaitInHubSpot(() -> assertEquals("COO", held("contacts", person, "jobtitle")));
        admin().body(Map.of("keep", "CRM")).post(resolution).then().statusCode(409);
    }

    @Test
    void scoreMakesNoChoiceOfOursLaterThanItWas() {
        connect();
        awaitInHubSpot(company("hubspot_owner_id", "71"));
        awaitQuiet();
        String person = PersonId.ofEmail("ana@" + story.domain).toString();
        int version = contact(person).getInt("record.version");
        admin().post("/api/v1/connections/" + connection + "/pause").then().statusCode(200);
        admin().body(body(JONAS)).put(of(story.account) + "/owner").then().statusCode(200);
        hubSpot.data.edit("companies", remoteId(), Map.of("hubspot_owner_id", "73"));
        TestTopics.send(
                Topics.SCORES,
                story.scored(11, "A2", 70, story.signupOf("ana@" + story.domain, "Ana Ribeiro", "Head of Operations")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(12, "another marker")));
        askNow();
        admin().post("/api/v1/connections/" + connection + "/resume").then().statusCode(200);

        awaitInHubSpot(company("tandem_grade", "A2"));
        assertEquals("73", held("companies", story.account.toString(), "hubspot_owner_id"));
        assertEquals("ines@tandem.example", relationship(story.account).getString("owner.email"));
        // Nothing is new of her: she does not wait in the queue for every score.
        assertEquals(version, contact(person).getInt("record.version"));
    }

    @Test
    void deletedThereStaysDeletedUntilAPersonWantsItBack() {
        connect();
        awaitInHubSpot(company("tandem_grade", "B3"));
        hubSpot.data.archive("companies", remoteId());
        TestTopics.send(Topics.SCORES, story.scored(11, "A2", 70));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> record().body("record.state", equalTo("GONE")));
        admin().post("/api/v1/sync/" + connection + "/records/COMPANY/" + story.account + "/retry")
                .then()
                .statusCode(200);
        awaitInHubSpot(company("tandem_grade", "A2"));
    }

    @Test
    void salesMoveThroughThePipelineOfHubSpotBothWays() {
        connect();
        String sale = sale();
        awaitInHubSpot(() -> assertEquals("appointmentscheduled", held("0-3", sale, "dealstage")));
        assertEquals("default", held("0-3", sale, "pipeline"));

        hubSpot.data.edit("0-3", remoteId("0-3", sale), Map.of("dealstage", "contractsent"));
        askNow();
        awaitOpportunity(sale, "PROCUREMENT", "OPEN");

        as(Roles.AE, MAYA.email())
                .body(Map.of("stage", "CLOSE", "outcome", "WON", "exception", "Signed at the fair"))
                .put("/api/v1/opportunities/" + sale + "/stage")
                .then()
                .statusCode(200);
        awaitInHubSpot(() -> assertEquals("closedwon", held("0-3", sale, "dealstage")));
    }

    @Test
    void stageThatStandsForNoneOfOursWaitsForAPerson() {
        connect();
        String sale = sale();
        awaitInHubSpot(() -> assertEquals("appointmentscheduled", held("0-3", sale, "dealstage")));
        String stages = "/api/v1/connections/" + connection + "/stages";
        mapOpenStages(Map.of("DISCOVERY", "appointmentscheduled"));
        hubSpot.data.edit("0-3", remoteId("0-3", sale), Map.of("dealstage", "contractsent"));
        askNow();
        String[] conflict = new String[1];
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertEquals("Contract Sent (contractsent)", openConflict(sale, "theirs"));
            conflict[0] = openConflict(sale, "id");
        });
        awaitOpportunity(sale, "DISCOVERY", "OPEN");
        admin().body(Map.of("keep", "CRM"))
                .post("/api/v1/sync/conflicts/" + conflict[0] + "/resolution")
                .then()
                .statusCode(409)
                .body("detail", containsString(stages));

        mapOpenStages(Map.of("DISCOVERY", "appointmentscheduled", "PROCUREMENT", "contractsent"));
        awaitOpportunity(sale, "PROCUREMENT", "OPEN");
        assertNull(openConflict(sale, "id"));
    }

    private String sale() {
        return as(Roles.AE, MAYA.email())
                .body(Map.of("accountId", story.account, "name", "Pilot"))
                .post("/api/v1/opportunities")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void mapOpenStages(Map<String, String> stages) {
        admin().body(Map.of(
                        "pipeline",
                        "default",
                        "stages",
                        stages.entrySet().stream()
                                .map(stage -> Map.of("stage", stage.getKey(), "crmStages", List.of(stage.getValue())))
                                .toList()))
                .put("/api/v1/connections/" + connection + "/stages")
                .then()
                .statusCode(200);
    }

    private void awaitOpportunity(String sale, String stage, String outcome) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            worker.look();
            admin().get("/api/v1/opportunities/" + sale)
                    .then()
                    .body("stage", equalTo(stage))
                    .body("outcome", equalTo(outcome));
        });
    }

    private static String openConflict(String record, String field) {
        return admin().queryParam("open", true)
                .queryParam("limit", 200)
                .get("/api/v1/sync/conflicts")
                .jsonPath()
                .getString("items.find { it.recordId == '" + record + "' }." + field);
    }

    @Test
    void notesAndMeetingsOfHubSpotStandOnTheTimelineOnce() {
        connect();
        awaitInHubSpot(company("tandem_grade", "B3"));
        String note = hubSpot.data.create("notes", Map.of("hs_note_body", "<p>They want a pilot</p>"));
        hubSpot.data.put("notes", note, remoteId());
        askNow();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertEquals(
                        List.of("They want a pilot"),
                        relationship(story.account).getList("timeline.findAll { it.kind == 'NOTE' }.text")));
        askNow();
        awaitQuiet();
        assertEquals(
                1,
                relationship(story.account)
                        .getList("timeline.findAll { it.kind == 'NOTE' }")
                        .size());
        assertEquals(
                List.of("<p>They want a pilot</p>"),
                hubSpot.data.alive("notes").stream()
                        .filter(found -> HubSpotStub.id(found) == Long.parseLong(note))
                        .map(found -> found.property("hs_note_body"))
                        .toList());
    }

    @Test
    void callsThatGoWrongLeaveNothingOutAndDoubleNothing() {
        hubSpot.failNextWrites(
                HubSpotFault.FAILS_AFTERWARDS,
                HubSpotFault.BUSY_FOR_A_SECOND,
                HubSpotFault.CUT_OFF,
                HubSpotFault.PARTIAL,
                HubSpotFault.UNAUTHORISED,
                HubSpotFault.BUSY);
        connect();
        awaitInHubSpot(company("tandem_grade", "B3"));
        awaitQuiet();
        assertEquals(
                hubSpot.data.byTandemId("companies").size(),
                hubSpot.data.alive("companies").size());
    }

    @Test
    void whoAsksForPeaceIsMarkedInHubSpotToo() {
        connect();
        String ana = PersonId.ofEmail("ana@" + story.domain).toString();
        awaitInHubSpot(() -> assertEquals("Ana", held("contacts", ana, "firstname")));
        awaitQuiet();

        admin().body(Map.of("doNotContact", true))
                .put(of(story.account) + "/stakeholders/" + ana + "/preferences")
                .then()
                .statusCode(200);
        awaitInHubSpot(() -> assertEquals("true", held("contacts", ana, "tandem_do_not_contact")));
    }

    @Test
    void erasedPersonIsRemovedFromHubSpotAndNamedThereNoMore() {
        as(Roles.AE, MAYA.email())
                .body(Map.of(
                        "kind",
                        "NOTE",
                        "summary",
                        "Met Ana Ribeiro of " + story.domain,
                        "occurredAt",
                        "2026-03-04T10:00:00Z"))
                .post(of(story.account) + "/interactions")
                .then()
                .statusCode(201);
        connect();
        String ana = PersonId.ofEmail("ana@" + story.domain).toString();
        awaitInHubSpot(() -> assertEquals("Ana", held("contacts", ana, "firstname")));
        awaitInHubSpot(() -> assertTrue(notes().contains("Met Ana Ribeiro of " + story.domain), notes().toString()));
        awaitQuiet();

        erase("ana@" + story.domain);

        awaitInHubSpot(() -> assertNull(hubSpot.data.byTandemId("contacts").get(ana)));
        awaitInHubSpot(() -> assertTrue(notes().contains("Met [erased] of " + story.domain), notes().toString()));
        record().body("versions.fields.flatten().toString()", not(containsString("Ana")));
    }

    @Test
    void ofContactsThatHubSpotMergedOnlyTheErasedPersonGoes() {
        String ben = "ben@" + story.domain;
        TestTopics.send(
                Topics.SCORES,
                story.scored(
                        7,
                        "B3",
                        41.4,
                        story.signupOf("ana@" + story.domain, "Ana Ribeiro", null),
                        new AccountPerson(PersonId.ofEmail(ben), "u-2", ben, "Ben Okafor", null, 3, minute(8), false)));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(9, "Ben is there")));
        connect();
        String bens = PersonId.ofEmail(ben).toString();
        String anas = PersonId.ofEmail("ana@" + story.domain).toString();
        awaitInHubSpot(() -> assertEquals("Ben", held("contacts", bens, "firstname")));
        awaitInHubSpot(() -> assertEquals("Ana", held("contacts", anas, "firstname")));
        hubSpot.data.merge("contacts", remoteId("contacts", anas), remoteId("contacts", bens));
        awaitInHubSpot(() -> {
            askNow();
            admin().get("/api/v1/sync/" + connection + "/records/CONTACT/" + anas)
                    .then()
                    .body("record.state", equalTo("MERGED"));
        });

        erase("ana@" + story.domain);
        awaitQuiet();

        assertEquals("Ben", held("contacts", bens, "firstname"));
    }

    private List<String> notes() {
        return hubSpot.data.alive("notes").stream()
                .map(note -> note.property("hs_note_body").lines().findFirst().orElse(""))
                .toList();
    }

    private void erase(String email) {
        UUID requestId = UUID.randomUUID();
        TestTopics.send(
                Topics.PRIVACY,
                new PersonErasureRequested(PersonId.ofEmail(email), requestId, story.account, email, Instant.now()));
        TestTopics.await(
                Topics.PRIVACY, PersonErased.class, erased -> erased.requestId().equals(requestId));
    }

    @Test
    void statesTellHowFarItIs() {
        connect();
        awaitQuiet();
        admin().get("/api/v1/sync")
                .then()
                .statusCode(200)
                .body("find { it.connectionId == '" + connection + "' }.pending", equalTo(0))
                .body("find { it.connectionId == '" + connection + "' }.failed", equalTo(0));
        admin().get("/api/v1/sync/" + UUID.randomUUID() + "/records").then().statusCode(404);
        record().body("fields.find { it.field == 'score' }.why", containsString("Ours, sent in version"));
    }

    private void connect() {
        connection = admin().body(Map.of(
                        "name",
                        "HubSpot " + UUID.randomUUID(),
                        "system",
                        "HUBSPOT",
                        "address",
                        hubSpot.address().toString(),
                        "credentials",
                        Map.of("accessToken", HubSpotStub.TOKEN, "clientSecret", SECRET)))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void notice(String type, String remoteId, String secret, Instant at, int status) {
        String path = "/api/v1/connections/" + connection + "/notices";
        String text = "[{\"subscriptionType\":\"" + type + "\",\"objectId\":" + remoteId + "}]";
        SignedNotice.sent("http://localhost:8080" + path, text, secret, at)
                .post(path)
                .then()
                .statusCode(status);
    }

    /** As if it were time to ask HubSpot what changed. */
    private void askNow() {
        try (var open = database.getConnection();
                var update = open.createStatement()) {
            update.executeUpdate("update crm_cursor set polled_at = null");
            worker.look();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitQuiet() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> admin().get("/api/v1/sync")
                .then()
                .body("find { it.connectionId == '" + connection + "' }.pending", equalTo(0)));
    }

    private void awaitInHubSpot(ThrowingRunnable assertion) {
        // Does not wait for the next second.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            worker.look();
            assertion.run();
        });
    }

    private ThrowingRunnable company(String property, String value) {
        return () -> assertEquals(value, held("companies", story.account.toString(), property));
    }

    private String held(String type, String tandemId, String property) {
        var object = hubSpot.data.byTandemId(type).get(tandemId);
        return object == null ? null : HubSpotStub.property(object, property);
    }

    private String remoteId() {
        return remoteId("companies", story.account.toString());
    }

    private String remoteId(String type, String tandemId) {
        return Long.toString(HubSpotStub.id(hubSpot.data.byTandemId(type).get(tandemId)));
    }

    private ValidatableResponse record() {
        return admin().get("/api/v1/sync/" + connection + "/records/COMPANY/" + story.account)
                .then()
                .statusCode(200);
    }

    private JsonPath contact(String person) {
        return admin().get("/api/v1/sync/" + connection + "/records/CONTACT/" + person)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Map<String, Object> why(String field) {
        return record().extract().jsonPath().getMap("fields.find { it.field == '" + field + "' }");
    }
}
