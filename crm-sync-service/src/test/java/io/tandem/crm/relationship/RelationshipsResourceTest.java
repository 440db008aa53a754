package io.tandem.crm.relationship;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.RELATIONSHIPS;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.body;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RelationshipsResourceTest {
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    @ParameterizedTest
    @ValueSource(strings = {"", "/" + NOBODY, "/" + NOBODY + "/timeline", "/" + NOBODY + "/audit"})
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

    @Test
    void relationshipsAreFoundByTheirNameDomainAndPeople() {
        Story story = servedBy(MAYA);
        String name = "Ana 100%_" + story.account;
        TestTopics.send(
                Topics.SCORES, story.scored(5, "B3", 41, story.signupOf("ana@" + story.domain, "Ana Ribeiro", null)));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(6, "marker")));
        admin().body(Map.of("name", name))
                .put(of(story.account) + "/stakeholders/" + PersonId.ofEmail("ana@" + story.domain))
                .then()
                .statusCode(200);

        for (String text : List.of(story.domain.substring(3).toUpperCase(), "ana@" + story.domain, name.substring(2))) {
            assertEquals(List.of(story.account.toString()), found(text, MAYA.email()));
        }
        assertEquals(List.of(), found(name.replace('%', '5'), null));
        assertEquals(List.of(), found(story.domain, JONAS.email()));
        assertTrue(found("Harbourline", null).contains(story.account.toString()));
    }

    private static List<String> found(String text, String owner) {
        var request = admin().queryParam("text", text);
        return (owner == null ? request : request.queryParam("owner", owner))
                .get(RELATIONSHIPS)
                .then()
                .statusCode(200)
                .extract()
                .path("items.accountId");
    }

    @Test
    void auditTellsWhoChangedWhatAndNothingOfAnothersPrivateNotes() {
        Story story = servedBy(MAYA);
        admin().body(body(JONAS)).put(of(story.account) + "/owner").then().statusCode(200);
        for (boolean forAuthorOnly : List.of(true, false)) {
            as(Roles.AE, JONAS.email())
                    .body(Map.of(
                            "kind",
                            "NOTE",
                            "summary",
                            "They want a pilot",
                            "occurredAt",
                            "2026-03-04T10:00:00Z",
                            "private",
                            forAuthorOnly))
                    .post(of(story.account) + "/interactions")
                    .then()
                    .statusCode(201);
        }
        String audit = of(story.account) + "/audit";

        as(Roles.ANALYST)
                .get(audit)
                .then()
                .statusCode(200)
                .body("items.action", equalTo(List.of("INTERACTION_RECORDED", "OWNER_CHOSEN")))
                .body("items[0].actor", equalTo(JONAS.email()))
                .body("items[1].before.owner.email", equalTo(MAYA.email()))
                .body("items[1].after.owner.email", equalTo(JONAS.email()));
        as(Roles.AE, JONAS.email()).get(audit).then().body("items", hasSize(3));
        String cursor =
                admin().queryParam("limit", 1).get(audit).then().extract().path("nextCursor");
        admin().queryParam("cursor", cursor).get(audit).then().body("items.action", equalTo(List.of("OWNER_CHOSEN")));
        admin().get(RELATIONSHIPS + "/" + NOBODY + "/audit").then().statusCode(404);
    }
}
