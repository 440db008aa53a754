package io.tandem.crm.sync;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.body;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.openConflict;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.scored;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.Story.minute;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountPerson;
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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People, and what is noted of them, here and in HubSpot. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SyncedPeopleTest {
    @Inject
    AgroalDataSource database;

    @Inject
    SyncWorker worker;

    private ConnectedHubSpot hubSpot;
    private Story story;
    private UUID ana;

    @BeforeEach
    void mayaServesTheAccountOfAna() {
        story = scored(servedBy(MAYA), "B3");
        ana = PersonId.ofEmail("ana@" + story.domain);
    }

    @AfterEach
    void disconnect() {
        hubSpot.close();
    }

    @Test
    void contactThatWasThereBeforeStaysUnderItsCompany() {
        String[] office = new String[1];
        connect(stub -> {
            office[0] = stub.data.create("companies", Map.of("name", "Harbourline Lisbon"));
            stub.data.put("contacts", stub.data.create("contacts", Map.of("email", "Ana@" + story.domain)), office[0]);
        });

        assertEquals("Head of Operations", hubSpot.contact(ana, "jobtitle"));
        assertEquals(
                office[0],
                hubSpot.stub
                        .data
                        .companyOf("contacts", Long.parseLong(hubSpot.remoteId("CONTACT", ana)))
                        .orElseThrow());
    }

    @Test
    void bothHadChangedAndAPersonDecides() {
        connect(stub -> {});
        hubSpot.pause();
        TestTopics.send(
                Topics.SCORES, story.scored(20, "B3", 41, story.signupOf("ana@" + story.domain, "Ana Ribeiro", "COO")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(21, "another marker")));
        hubSpot.stub.data.edit("contacts", hubSpot.remoteId("CONTACT", ana), Map.of("jobtitle", "CEO"));
        hubSpot.askNext();
        hubSpot.resume();
        hubSpot.settle();

        Map<String, Object> conflict = openConflict(ana);
        assertEquals(
                List.of("COO", "CEO", "CRM"),
                List.of(conflict.get("ours"), conflict.get("theirs"), conflict.get("kept")));

        String resolution = "/api/v1/sync/conflicts/" + conflict.get("id") + "/resolution";
        admin().body(Map.of("keep", "OURS"))
                .post(resolution)
                .then()
                .statusCode(200)
                .body("resolution", equalTo("OURS"));
        hubSpot.settle();
        assertEquals("COO", hubSpot.contact(ana, "jobtitle"));
        admin().body(Map.of("keep", "CRM")).post(resolution).then().statusCode(409);
    }

    @Test
    void scoreMakesNoChoiceOfOursLaterThanItWas() {
        connect(stub -> {});
        int version = hubSpot.details("CONTACT", ana).getInt("record.version");
        hubSpot.pause();
        admin().body(body(JONAS)).put(of(story.account) + "/owner").then().statusCode(200);
        String there = hubSpot.remoteId("COMPANY", story.account);
        hubSpot.stub.data.edit("companies", there, Map.of("hubspot_owner_id", "73"));
        TestTopics.send(
                Topics.SCORES,
                story.scored(11, "A2", 70, story.signupOf("ana@" + story.domain, "Ana Ribeiro", "Head of Operations")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(12, "another marker")));
        hubSpot.askNext();
        hubSpot.resume();
        hubSpot.settle();

        assertEquals("A2", hubSpot.company(story.account, "tandem_grade"));
        assertEquals("73", hubSpot.company(story.account, "hubspot_owner_id"));
        assertEquals("ines@tandem.example", relationship(story.account).getString("owner.email"));
        // Nothing is new of her: she does not wait in the queue for every score.
        assertEquals(version, hubSpot.details("CONTACT", ana).getInt("record.version"));
    }

    @Test
    void notesAndMeetingsOfHubSpotStandOnTheTimelineOnce() {
        connect(stub -> {});
        String note = hubSpot.stub.data.create("notes", Map.of("hs_note_body", "<p>They want a pilot</p>"));
        hubSpot.stub.data.put("notes", note, hubSpot.remoteId("COMPANY", story.account));
        hubSpot.askNow();
        hubSpot.askNow();
        assertEquals(
                List.of("They want a pilot"),
                relationship(story.account).getList("timeline.findAll { it.kind == 'NOTE' }.text"));
        assertEquals(
                "<p>They want a pilot</p>", hubSpot.stub.data.at("notes", note).property("hs_note_body"));
    }

    @Test
    void noteThatIsReadBeforeItsCompanysMergeIsNoticedComesWithIt() {
        connect(stub -> {});
        String other = hubSpot.stub.data.create("companies", Map.of("name", "Harbourline Holding"));
        String note = hubSpot.stub.data.create("notes", Map.of("hs_note_body", "<p>They go on as one</p>"));
        hubSpot.stub.data.put("notes", note, other);
        hubSpot.askNow();
        String texts = "timeline.findAll { it.kind == 'NOTE' }.text";
        assertEquals(List.of(), relationship(story.account).getList(texts));
        long later = Instant.now().plusSeconds(3600).toEpochMilli();
        hubSpot.count(
                "with passed as (update crm_cursor set position = '%d/0/0 %d/0/0' where connection_id = '%s' and kind = 'NOTE' returning 1) select count(*) from passed"
                        .formatted(later, later, hubSpot.id));

        hubSpot.stub.data.merge("companies", hubSpot.remoteId("COMPANY", story.account), other);
        hubSpot.askNow();

        assertEquals(List.of("They go on as one"), relationship(story.account).getList(texts));
    }

    @Test
    void whoAsksForPeaceIsMarkedInHubSpotToo() {
        connect(stub -> {});
        admin().body(Map.of("doNotContact", true))
                .put(of(story.account) + "/stakeholders/" + ana + "/preferences")
                .then()
                .statusCode(200);
        hubSpot.settle();
        assertEquals("true", hubSpot.contact(ana, "tandem_do_not_contact"));
    }

    @Test
    void whoIsRemovedHereStaysThereAndComesBackOnlyIfAPersonWants() {
        connect(stub -> {});
        Map<String, Object> rui = Map.of("name", "Rui Costa", "email", "rui@" + story.domain);
        String people = of(story.account) + "/stakeholders";
        UUID id = UUID.fromString(
                admin().body(rui).post(people).then().statusCode(201).extract().path("personId"));
        hubSpot.settle();
        String there = hubSpot.remoteId("CONTACT", id);
        admin().delete(people + "/" + id).then().statusCode(204);

        hubSpot.stub.data.edit("contacts", there, Map.of("jobtitle", "Buyer"));
        hubSpot.askNow();
        assertEquals("Buyer", hubSpot.stub.data.at("contacts", there).property("jobtitle"));
        admin().get(people + "/" + id).then().statusCode(404);

        admin().body(rui).post(people).then().statusCode(201);
        hubSpot.askNow();
        assertEquals(there, hubSpot.remoteId("CONTACT", id));
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
        connect(stub -> {});
        String there = hubSpot.remoteId("CONTACT", ana);
        assertTrue(notes().contains("Met Ana Ribeiro of " + story.domain), notes().toString());

        story.erase("ana@" + story.domain);
        hubSpot.settle();

        assertEquals(null, hubSpot.stub.data.at("contacts", there));
        assertTrue(notes().contains("Met [erased] of " + story.domain), notes().toString());
        String ledger = hubSpot.details("COMPANY", story.account)
                .getList("versions.fields")
                .toString();
        assertFalse(ledger.contains("Ana"), ledger);
    }

    @Test
    void ofWhoIsErasedWhileHubSpotAnswersNothingIsKept() {
        connect(stub -> {});
        AtomicBoolean isFirst = new AtomicBoolean(true);
        AtomicBoolean refused = new AtomicBoolean();
        hubSpot.stub.weather(call -> {
            if (call.path().endsWith("/gdpr-delete")) {
                refused.set(true);
                return HubSpotFault.AWAY;
            }
            if (call.isWrite() && call.type().equals("contacts") && isFirst.getAndSet(false)) {
                story.erase("ana@" + story.domain);
            }
            return null;
        });

        TestTopics.send(
                Topics.SCORES, story.scored(20, "B3", 41, story.signupOf("ana@" + story.domain, "Ana Ribeiro", "COO")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(21, "another marker")));
        await().until(() -> !isFirst.get() && refused.get());

        String ledger =
                hubSpot.details("CONTACT", ana).getList("versions.fields").toString();
        assertFalse(ledger.contains("COO"), ledger);
    }

    @Test
    void ofContactsThatHubSpotMergedOnlyTheErasedPersonGoes() {
        String email = "ben@" + story.domain;
        UUID ben = PersonId.ofEmail(email);
        TestTopics.send(
                Topics.SCORES,
                story.scored(
                        7,
                        "B3",
                        41.4,
                        story.signupOf("ana@" + story.domain, "Ana Ribeiro", null),
                        new AccountPerson(ben, "u-2", email, "Ben Okafor", null, 3, minute(8), false)));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(9, "Ben is there")));
        connect(stub -> {});
        String bens = hubSpot.remoteId("CONTACT", ben);
        hubSpot.stub.data.merge("contacts", hubSpot.remoteId("CONTACT", ana), bens);
        hubSpot.askNow();
        assertEquals("MERGED", hubSpot.state("CONTACT", ana));

        story.erase("ana@" + story.domain);
        hubSpot.settle();

        assertEquals("Ben", hubSpot.contact(ben, "firstname"));
    }

    private void connect(Consumer<HubSpotStub> before) {
        hubSpot = new ConnectedHubSpot(database, worker, before);
        hubSpot.settle();
    }

    private List<String> notes() {
        return hubSpot.stub.data.alive("notes").stream()
                .map(note -> note.property("hs_note_body").lines().findFirst().orElse(""))
                .toList();
    }
}
