package io.tandem.crm.interaction;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.crm.domain.InteractionKind;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class InteractionsResourceTest {
    private static final String WHEN = "2026-03-04T10:00:00Z";

    @Inject
    AuditedChanges audited;

    private Story story;
    private String interactions;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
        interactions = of(story.account) + "/interactions";
    }

    @ParameterizedTest
    @EnumSource(InteractionKind.class)
    void interactionStandsOnTheTimeline(InteractionKind kind) {
        String place = maya().body(interaction(kind.name(), "They want a pilot in May", false))
                .post(interactions)
                .then()
                .statusCode(201)
                .body("kind", equalTo(kind.name()))
                .body("summary", equalTo("They want a pilot in May"))
                .body("occurredAt", equalTo(WHEN))
                .body("author", equalTo(MAYA.email()))
                .body("private", equalTo(false))
                .extract()
                .header("Location");

        as(Roles.ANALYST).get(place).then().statusCode(200).body("summary", equalTo("They want a pilot in May"));
        var entry = relationship(story.account);
        assertEquals(kind.name(), entry.getString("timeline[0].kind"));
        assertEquals("They want a pilot in May", entry.getString("timeline[0].text"));
        assertEquals(MAYA.email(), entry.getString("timeline[0].author"));
        assertEquals(List.of(MAYA.email() + " INTERACTION_RECORDED"), audited.of(story.account));
    }

    @Test
    void privateNoteIsForItsAuthorOnly() {
        String place = maya().body(interaction("NOTE", "Their CFO is leaving", true))
                .post(interactions)
                .then()
                .statusCode(201)
                .body("private", equalTo(true))
                .extract()
                .header("Location");
        String id = place.substring(place.lastIndexOf('/') + 1);

        maya().get(place).then().statusCode(200);
        maya().get(of(story.account)).then().body("timeline.id", hasItem(id));
        maya().get(of(story.account) + "/timeline").then().body("items.id", hasItem(id));
        for (RequestSpecification other : List.of(admin(), as(Roles.AE, JONAS.email()), as(Roles.ANALYST))) {
            other.get(place).then().statusCode(404).contentType("application/problem+json");
            other.get(of(story.account)).then().statusCode(200).body("timeline.id", not(hasItem(id)));
            other.get(of(story.account) + "/timeline").then().body("items.id", not(hasItem(id)));
        }
        assertFalse(audited.detailsOf(story.account).get(0).contains("CFO"));
    }

    @Test
    void onlyNotesMayBePrivate() {
        maya().body(interaction("CALL", "They called", true))
                .post(interactions)
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("private")));
    }

    @Test
    void onlyTheOwnerOrAnAdminMayWrite() {
        Map<String, Object> note = interaction("NOTE", "Called back", false);

        as(Roles.AE, JONAS.email()).body(note).post(interactions).then().statusCode(403);
        as(Roles.ANALYST).body(note).post(interactions).then().statusCode(403);
        as("somebody-else").body(note).post(interactions).then().statusCode(403);
        given().contentType(ContentType.JSON)
                .body(note)
                .post(interactions)
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(Tokens.wrongAudience(Roles.ADMIN))
                .contentType(ContentType.JSON)
                .body(note)
                .post(interactions)
                .then()
                .statusCode(401);
        admin().body(note).post(interactions).then().statusCode(201);
    }

    @Test
    void interactionIsRefusedWithoutARelationship() {
        admin().body(interaction("NOTE", "Called back", false))
                .post(of(new Story().account) + "/interactions")
                .then()
                .statusCode(404);
    }

    @Test
    void interactionOfAnotherAccountIsNotFound() {
        String place = maya().body(interaction("NOTE", "Called back", false))
                .post(interactions)
                .then()
                .extract()
                .header("Location");

        admin().get(of(servedBy(MAYA).account) + place.substring(place.indexOf("/interactions")))
                .then()
                .statusCode(404);
        admin().get(interactions + "/not-an-id").then().statusCode(404);
    }

    @Test
    void machineEntryIsNoInteraction() {
        UUID signal = TestTopics.send(Topics.SCORES, story.signal(5, "3 people use the product"));
        awaitOnTimeline(story.account, signal);

        admin().get(interactions + "/" + signal).then().statusCode(404);
    }

    @Test
    void repeatedRequestWithOneKeyIsCarriedOutOnce() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> note = interaction("NOTE", "Called back", false);

        String first = maya().header("Idempotency-Key", key)
                .body(note)
                .post(interactions)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        maya().header("Idempotency-Key", key)
                .body(note)
                .post(interactions)
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        maya().header("Idempotency-Key", key)
                .body(interaction("NOTE", "Something else", false))
                .post(interactions)
                .then()
                .statusCode(422)
                .contentType("application/problem+json");

        assertEquals(
                1,
                relationship(story.account)
                        .getList("timeline.findAll { it.kind == 'NOTE' }")
                        .size());
    }

    @Test
    void completionFromAnOldVersionIsRefused() {
        String place = maya().body(interaction("CALL", "They called", false))
                .post(interactions)
                .then()
                .body("version", equalTo(0))
                .extract()
                .header("Location");

        maya().body(Map.of("outcome", "A pilot", "version", 0))
                .put(place)
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
        maya().body(Map.of("outcome", "None", "version", 0)).put(place).then().statusCode(409);
        maya().get(place).then().body("outcome", equalTo("A pilot"));
    }

    @Test
    void anotherPersonsPrivateNoteCannotBeCompleted() {
        String place = maya().body(interaction("NOTE", "Their CFO is leaving", true))
                .post(interactions)
                .then()
                .extract()
                .header("Location");

        admin().body(Map.of("outcome", "x")).put(place).then().statusCode(404);
    }

    @Test
    void faultsBeyondSingleFieldsAreNamedTogether() {
        Map<String, Object> meeting = new HashMap<>(interaction("MEETING", "They met", true));
        meeting.putAll(Map.of("direction", "IN", "nextStepDue", "2026-03-11"));
        maya().body(meeting)
                .post(interactions)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("private", "direction", "nextStep"));
        Map<String, Object> stranger = new HashMap<>(interaction("NOTE", "They met", false));
        stranger.put("participants", List.of(UUID.randomUUID()));
        maya().body(stranger)
                .post(interactions)
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("participants[0]")));
    }

    @Test
    void allMissingFieldsAreNamedAtOnce() {
        maya().body("{}")
                .post(interactions)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", containsInAnyOrder("kind", "summary", "occurredAt"));
    }

    @Test
    void summaryTooLongAndTimeToComeAreNamed() {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
        maya().body(Map.of("kind", "NOTE", "summary", "x".repeat(4001), "occurredAt", tomorrow.toString()))
                .post(interactions)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("summary", "occurredAt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"LUNCH\",\"summary\":\"x\",\"occurredAt\":\"2026-03-04T10:00:00Z\"}",
                "{\"kind\":\"NOTE\",\"summary\":\"x\",\"occurredAt\":\"yesterday\"}",
                "{\"kind\":\"NOTE\",\"summary\":\"a\\u0000b\",\"occurredAt\":\"2026-03-04T10:00:00Z\"}",
                "{\"kind\":\"NOTE\",\"summary\":\"x\",\"occurredAt\":\"0000-01-01T00:00:00Z\"}",
                "{\"kind\":\"NOTE\",\"summary\":\"x\",\"occurredAt\":\"2026-03-04T10:00:00Z\",\"nextStep\":\"x\","
                        + "\"nextStepDue\":\"+999999999-12-31\"}",
                "{\"kind\":\"NOTE\"",
                "null",
                ""
            })
    void malformedBodyIsRefused(String body) {
        maya().body(body).post(interactions).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void oversizedBodyIsRefused() {
        maya().body(interaction("NOTE", "x".repeat(70_000), false))
                .post(interactions)
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }

    private static Map<String, Object> interaction(String kind, String summary, boolean isPrivate) {
        return Map.of("kind", kind, "summary", summary, "occurredAt", WHEN, "private", isPrivate);
    }
}
