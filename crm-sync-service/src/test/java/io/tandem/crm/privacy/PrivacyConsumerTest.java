package io.tandem.crm.privacy;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.Story.MAYA;
import static io.tandem.crm.Story.minute;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Motion;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignalDetected;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.SeenEvents;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.StoredText;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PrivacyConsumerTest {
    private static final Instant NOON = minute(180);

    private final Story story = new Story();
    private final String email = "ana@" + story.domain;
    private final UUID person = PersonId.ofEmail(email);
    private final String name = "Ana Ribeiro " + story.domain.substring(0, 8);
    private final String ben = "ben@" + story.domain;

    @Inject
    SeenEvents seen;

    @Inject
    DataSource database;

    @Inject
    AuditedChanges audited;

    @BeforeEach
    void peopleServeTheAccount() {
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, story.decided(1, Motion.SALES_LED, MAYA)));
    }

    @Test
    void nothingOfAnErasedPersonStays() {
        meetAnaAndBen();
        handOver();
        admin().header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("kind", "NOTE", "summary", "Met " + name + ", wrote to " + email, "occurredAt", NOON))
                .post(of(story.account) + "/interactions")
                .then()
                .statusCode(201);
        String maiden = "Ana Silva " + story.domain.substring(0, 8);
        String phone = "+351 " + story.domain.substring(0, 8);
        for (String called : List.of(maiden, name)) {
            admin().body(Map.of("name", called, "stance", "SUPPORTIVE", "phone", phone))
                    .put(of(story.account) + "/stakeholders/" + person)
                    .then()
                    .statusCode(200);
        }
        answerSurvey("I leave in May, " + phone);
        admin().body(Map.of("accountId", story.account, "name", "Pilot of " + maiden))
                .post("/api/v1/opportunities")
                .then()
                .statusCode(201);
        TestTopics.sendRaw(
                Topics.SCORES,
                story.account.toString(),
                UUID.randomUUID(),
                "AccountScored",
                ("{\"email\":\"" + email + "\", ").getBytes(StandardCharsets.UTF_8));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> StoredText.columnsHolding(database, email).contains("dead_letter.payload"));
        assertTrue(StoredText.columnsHolding(database, name)
                .containsAll(List.of("stakeholder.name", "timeline_entry.text", "handoff.brief", "idempotency.body")));

        PersonErased erased = erase();

        assertEquals("crm-sync-service", erased.service());
        assertEquals(1, erased.erased().get("stakeholders"));
        assertEquals(1, erased.erased().get("profiles"));
        assertEquals(1, erased.erased().get("opportunityTexts"));
        assertEquals(3, erased.erased().get("timelineEntries"));
        assertEquals(1, erased.erased().get("surveys"));
        assertEquals(2, erased.erased().get("handoffTexts"));
        assertEquals(1, erased.erased().get("deadLetters"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertEquals(List.of(), StoredText.columnsHolding(database, email));
            assertEquals(List.of(), StoredText.columnsHolding(database, name));
            assertEquals(List.of(), StoredText.columnsHolding(database, maiden));
            assertEquals(List.of(), StoredText.columnsHolding(database, phone));
        });
        var left = relationship(story.account);
        assertEquals(List.of(ben), left.getList("stakeholders.email"));
        assertTrue(left.getList("timeline.text").contains("Met [erased], wrote to [erased]"));
        assertEquals("audit entries are never changed", audited.refusalToForget());
    }

    @Test
    void scoreStillOnItsWayDoesNotBringThePersonBack() {
        erase();
        meetAnaAndBen();

        assertEquals(List.of(ben), relationship(story.account).getList("stakeholders.email"));
    }

    @Test
    void handoffAndSignalStillOnTheirWayDoNotNameThePersonAgain() {
        erase();
        handOver();
        awaitOnTimeline(
                story.account,
                TestTopics.send(
                        Topics.SCORES,
                        new SignalDetected(
                                story.account,
                                new Signal(
                                        "champion", minute(9), name + " <" + email + "> drives the usage", Map.of()))));

        assertEquals(List.of(), StoredText.columnsHolding(database, email));
        assertEquals(List.of(), StoredText.columnsHolding(database, name));
        assertTrue(relationship(story.account).getString("handoff.brief").contains("Ben Okafor <" + ben + ">"));
    }

    @Test
    void exportsWhatIsStoredAndNothingOfColleagues() {
        meetAnaAndBen();
        handOver();

        admin().body(Map.of("stance", "OPPOSED"))
                .put(of(story.account) + "/stakeholders/" + person)
                .then()
                .statusCode(200);

        PersonExported exported = export();

        assertTrue(exported.data().get("profiles").toString().contains("OPPOSED"));
        Map<?, ?> known = (Map<?, ?>) ((List<?>) exported.data().get("stakeholders")).get(0);
        assertEquals(name, known.get("name"));
        assertEquals("Head of Operations", known.get("role"));
        assertTrue(exported.data().get("handoffs").toString().contains(name + " <" + email + ">"));
        assertTrue(exported.data().get("timeline").toString().contains(name + " ran out of projects"));
        assertFalse(exported.data().toString().contains(ben), exported.data().toString());
    }

    @Test
    void exportOfNobodyIsEmpty() {
        assertEquals(Map.of(), export().data());
    }

    @Test
    void suppressedContactIsMarkedUntilTheyMayBeContactedAgain() {
        meetAnaAndBen();
        suppress(true, 1);
        assertEquals(List.of(true, false), relationship(story.account).getList("stakeholders.doNotContact"));
        suppress(false, 3);
        suppress(true, 2);
        assertEquals(List.of(false, false), relationship(story.account).getList("stakeholders.doNotContact"));
    }

    @Test
    void ignoresRedeliveredEvent() {
        UUID eventId = UUID.randomUUID();
        UUID requestId = UUID.randomUUID();
        var request = new PersonErasureRequested(person, requestId, story.account, email, NOON);
        TestTopics.send(Topics.PRIVACY, eventId, request);
        TestTopics.send(Topics.PRIVACY, eventId, request);
        erase();

        assertEquals(
                1,
                TestTopics.present(Topics.PRIVACY, PersonErased.class, erased -> erased.requestId()
                                .equals(requestId))
                        .size());
    }

    private void meetAnaAndBen() {
        TestTopics.send(
                Topics.SCORES,
                story.scored(
                        5,
                        "B3",
                        41,
                        story.signupOf(email, name, "Head of Operations"),
                        new AccountPerson(
                                PersonId.ofEmail(ben), "u-2", ben, "Ben Okafor", null, 3, NOON.plusSeconds(60), true)));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(6, "marker")));
        assertEquals(
                true,
                relationship(story.account)
                        .getBoolean("stakeholders.find { it.email == '" + ben + "' }.doNotLeadWithSales"));
    }

    private void answerSurvey(String comment) {
        String link = admin().body(Map.of("accountId", story.account, "personId", person, "kind", "NPS"))
                .post("/api/v1/surveys")
                .then()
                .statusCode(201)
                .extract()
                .path("link");
        String token = link.substring(link.lastIndexOf('/') + 1);
        given().contentType("application/json")
                .body(Map.of("token", token, "score", 3, "comment", comment))
                .post("/api/v1/survey-answers")
                .then()
                .statusCode(204);
    }

    private void handOver() {
        var opened = new HandoffOpened(
                story.account,
                story.handoff,
                UUID.randomUUID(),
                MAYA,
                Motion.SALES_ASSIST,
                List.of(name + " ran out of projects"),
                "Signed up: " + name + " <" + email + "> (Head of Operations).\nAlso there: Ben Okafor <" + ben
                        + ">, 3 events.\nA first sentence: \"Hello Ana, thank you\"",
                minute(7),
                minute(67));
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, opened));
    }

    private void suppress(boolean suppressed, int minute) {
        seen.await(List.of(TestTopics.send(
                Topics.PRIVACY, new ContactSuppressed(person, email, suppressed, "asked", minute(minute)))));
    }

    private PersonErased erase() {
        UUID requestId = UUID.randomUUID();
        TestTopics.send(Topics.PRIVACY, new PersonErasureRequested(person, requestId, story.account, email, NOON));
        return TestTopics.await(
                Topics.PRIVACY, PersonErased.class, erased -> erased.requestId().equals(requestId));
    }

    private PersonExported export() {
        UUID requestId = UUID.randomUUID();
        TestTopics.send(Topics.PRIVACY, new PersonExportRequested(person, requestId, story.account, email, NOON));
        return TestTopics.await(
                Topics.PRIVACY, PersonExported.class, told -> told.requestId().equals(requestId));
    }
}
