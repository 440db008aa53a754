package io.tandem.crm.relationship;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.RELATIONSHIPS;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.body;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.Motion;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OwnerChoiceTest {
    @Inject
    AuditedChanges audited;

    @Test
    void ownerChosenByAHumanIsKeptAndTold() {
        Story story = servedBy(MAYA);

        chooseOwner(story, body(JONAS))
                .statusCode(200)
                .body("owner.id", equalTo(JONAS.id().toString()))
                .body("ownerSetByHuman", equalTo(true))
                .body("timeline[0].kind", equalTo("OWNER"))
                .body("timeline[0].text", equalTo("Owner set to Jonas Weber by admin@tandem.example"))
                .body("timeline[0].author", equalTo("admin@tandem.example"));

        RelationshipChanged told = TestTopics.await(
                Topics.RELATIONSHIPS,
                RelationshipChanged.class,
                changed -> changed.accountId().equals(story.account) && changed.ownerSetByHuman());
        assertEquals(JONAS, told.owner());

        awaitOnTimeline(
                story.account, TestTopics.send(Topics.ROUTES, story.decided(2_000_000, Motion.SALES_LED, MAYA)));
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, story.assigned(2_000_001, MAYA)));
        var seen = relationship(story.account);
        assertEquals(JONAS.email(), seen.getString("owner.email"));
        assertEquals(MAYA.email(), seen.getString("handoff.owner.email"));
        assertTrue(seen.getBoolean("ownerSetByHuman"));
    }

    @Test
    void humanMayConfirmTheOwnerAMachineNamed() {
        Story story = servedBy(MAYA);

        chooseOwner(story, body(MAYA)).statusCode(200).body("ownerSetByHuman", equalTo(true));
        assertEquals(1, audited.of(story.account).size());
    }

    @Test
    void choosingTheSameOwnerAgainChangesNothing() {
        Story story = servedBy(MAYA);
        int version = chooseOwner(story, body(JONAS)).extract().path("version");

        chooseOwner(story, body(JONAS)).statusCode(200).body("version", equalTo(version));

        assertEquals(1, audited.of(story.account).size());
        assertEquals(
                1,
                relationship(story.account)
                        .getList("timeline.findAll { it.kind == 'OWNER' }")
                        .size());
    }

    @Test
    void choosingAnOwnerIsAudited() {
        Story story = servedBy(MAYA);
        chooseOwner(story, body(JONAS)).statusCode(200);

        assertEquals(
                List.of("admin@tandem.example OWNER_CHOSEN maya@tandem.example -> jonas@tandem.example"),
                audited.ownersOf(story.account));
        assertEquals("audit entries are never changed", audited.refusalToForget());
    }

    @Test
    void ownerMayHandTheRelationshipOver() {
        Story story = servedBy(MAYA);

        as(Roles.AE, "MAYA@tandem.example")
                .body(body(JONAS))
                .put(of(story.account) + "/owner")
                .then()
                .statusCode(200)
                .body("owner.email", equalTo(JONAS.email()));
        as(Roles.AE, MAYA.email())
                .body(body(MAYA))
                .put(of(story.account) + "/owner")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void accountExecutiveMayNotTakeWhatNobodyOwns() {
        Story story = new Story();
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, story.opened(1, null)));

        as(Roles.AE, MAYA.email())
                .body(body(MAYA))
                .put(of(story.account) + "/owner")
                .then()
                .statusCode(403);
    }

    @Test
    void changeOfAnOutdatedRecordIsAConflict() {
        Story story = servedBy(MAYA);
        int version = relationship(story.account).getInt("version");
        Map<String, Object> change = new HashMap<>(body(JONAS));
        change.put("version", version);
        chooseOwner(story, change).statusCode(200);

        change.putAll(body(MAYA));
        chooseOwner(story, change)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("version"));
        assertEquals(JONAS.email(), relationship(story.account).getString("owner.email"));
    }

    @Test
    void ofTwoChangesAtOnceOneIsAConflict() {
        Story story = servedBy(MAYA);
        Map<String, Object> change = new HashMap<>(body(JONAS));
        change.put("version", relationship(story.account).getInt("version"));

        List<Integer> answers = Stream.of(change, change)
                .map(same -> CompletableFuture.supplyAsync(
                        () -> chooseOwner(story, same).extract().statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertEquals(List.of(200, 409), answers);
    }

    @Test
    void thereIsNoOwnerWithoutARelationship() {
        chooseOwner(new Story(), body(MAYA)).statusCode(404).contentType("application/problem+json");
    }

    @Test
    void analystReadsButDoesNotWrite() {
        Story story = servedBy(MAYA);

        as(Roles.ANALYST).get(RELATIONSHIPS).then().statusCode(200);
        as(Roles.ANALYST).get(of(story.account)).then().statusCode(200);
        as(Roles.ANALYST).get(of(story.account) + "/timeline").then().statusCode(200);
        as(Roles.ANALYST)
                .body(body(JONAS))
                .put(of(story.account) + "/owner")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void writesAreRefusedWithoutATrustedToken() {
        String path = of(new Story().account) + "/owner";

        given().contentType(ContentType.JSON).body(body(MAYA)).put(path).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.wrongAudience(Roles.ADMIN))
                .contentType(ContentType.JSON)
                .body(body(MAYA))
                .put(path)
                .then()
                .statusCode(401);
    }

    @Test
    void allMissingFieldsAreNamedAtOnce() {
        chooseOwner(servedBy(MAYA), Map.of())
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", containsInAnyOrder("id", "name", "email"));
    }

    @Test
    void badFieldsAreNamed() {
        chooseOwner(servedBy(MAYA), Map.of("id", MAYA.id(), "name", "x".repeat(201), "email", "nowhere"))
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("name", "email"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":",
                "[]",
                "",
                "null",
                "{\"id\":\"42\",\"name\":\"Maya\",\"email\":\"maya@tandem.example\"}",
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"name\":\"Ma\\u0000ya\",\"email\":\"maya@tandem.example\"}"
            })
    void malformedBodyIsRefused(String body) {
        admin().body(body)
                .put(of(servedBy(MAYA).account) + "/owner")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void oversizedBodyIsRefused() {
        chooseOwner(servedBy(MAYA), Map.of("name", "x".repeat(70_000)))
                .statusCode(413)
                .contentType("application/problem+json");
    }

    private static ValidatableResponse chooseOwner(Story story, Map<String, Object> body) {
        return admin().body(body).put(of(story.account) + "/owner").then();
    }
}
