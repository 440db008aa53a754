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
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RelationshipsResourceTest {
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

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

    @ParameterizedTest
    @ValueSource(strings = {"", "/" + NOBODY, "/" + NOBODY + "/timeline"})
    void readsAreRefusedWithoutATrustedToken(String path) {
        given().get(RELATIONSHIPS + path).then().statusCode(401).contentType("application/problem+json");
        for (String token : List.of(
                Tokens.wrongAudience(Roles.ADMIN),
                Tokens.expired(Roles.ADMIN),
                Tokens.forged(Roles.ADMIN),
                Tokens.unsigned(Roles.ADMIN))) {
            given().auth().oauth2(token).get(RELATIONSHIPS + path).then().statusCode(401);
        }
        as("somebody-else").get(RELATIONSHIPS + path).then().statusCode(403).contentType("application/problem+json");
    }

    @Test
    void writesAreRefusedWithoutATrustedToken() {
        String path = RELATIONSHIPS + "/" + NOBODY + "/owner";

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

    @Test
    void unknownAccountAndMalformedIdAreNotFound() {
        admin().get(RELATIONSHIPS + "/" + NOBODY).then().statusCode(404).contentType("application/problem+json");
        admin().get(RELATIONSHIPS + "/not-an-id").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void listIsPagedNewestFirstAndFilteredByOwner() {
        Owner owner = new Owner(UUID.randomUUID(), "Priya Nair", "priya." + UUID.randomUUID() + "@tandem.example");
        List<String> expected = new ArrayList<>();
        for (int minute : new int[] {1, 3, 3, 3, 2}) {
            Story story = new Story();
            TestTopics.send(Topics.SCORES, story.scored(1, "B3", 41));
            awaitOnTimeline(
                    story.account, TestTopics.send(Topics.ROUTES, story.decided(minute, Motion.SALES_LED, owner)));
            expected.add(minute + " " + story.account);
        }
        expected.sort(Comparator.reverseOrder());

        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            var request =
                    admin().queryParam("owner", owner.email().toUpperCase()).queryParam("limit", 2);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get(RELATIONSHIPS)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            listed.addAll(page.getList("items.accountId"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        assertEquals(expected.stream().map(line -> line.substring(2)).toList(), listed);
        admin().queryParam("owner", "nobody@tandem.example")
                .get(RELATIONSHIPS)
                .then()
                .body("items", hasSize(0))
                .body("nextCursor", nullValue());
    }

    @Test
    void timelineIsPagedNewestFirstAndItsHeadIsEmbedded() {
        Story story = servedBy(MAYA);
        UUID last = null;
        for (int minute = 2; minute < 26; minute++) {
            last = TestTopics.send(Topics.SCORES, story.signal(minute, "signal " + minute / 5));
        }
        var embedded = awaitOnTimeline(story.account, last).getList("timeline.id");
        assertEquals(20, embedded.size());

        List<String> ids = new ArrayList<>();
        List<String> times = new ArrayList<>();
        String cursor = null;
        do {
            var request = admin().queryParam("limit", 10);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get(of(story.account) + "/timeline")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.id"));
            times.addAll(page.getList("items.at"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        assertEquals(25, new HashSet<>(ids).size());
        assertEquals(25, ids.size());
        assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
        assertEquals(embedded, ids.subList(0, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=many", "cursor=%21", "cursor=bm90LW91cnM", "cursor=fA"})
    void badPageIsRefused(String query) {
        admin().urlEncodingEnabled(false)
                .get(RELATIONSHIPS + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        admin().urlEncodingEnabled(false)
                .get(of(servedBy(MAYA).account) + "/timeline?" + query)
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse chooseOwner(Story story, Map<String, Object> body) {
        return admin().body(body).put(of(story.account) + "/owner").then();
    }
}
