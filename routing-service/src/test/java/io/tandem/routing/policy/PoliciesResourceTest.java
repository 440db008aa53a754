package io.tandem.routing.policy;

import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.policyInForce;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.tandem.kit.testing.RealInfrastructure;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PoliciesResourceTest extends DraftedPolicies {
    @Test
    void twoWhoEditLoseNoWork() {
        ObjectNode definition = shipped();
        Response draft = draft(definition);
        int version = draft.path("version");
        String seen = draft.header("ETag");
        definition.put("description", "mine");
        String changed = change(version, seen, definition)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        definition.put("description", "theirs");

        change(version, seen, definition).then().statusCode(412).header("ETag", equalTo(changed));
        change(version, null, definition).then().statusCode(428).header("ETag", equalTo(changed));

        as("analyst").get(POLICIES + "/{version}", version).then().body("definition.description", equalTo("mine"));
        change(version, "*", definition).then().statusCode(200);
        admin().header("If-Match", seen)
                .body(Map.of("why", "unseen"))
                .post(POLICIES + "/{version}/publication", version)
                .then()
                .statusCode(412);
    }

    @Test
    void yamlGoesInAndOut() {
        String shipped = as("analyst")
                .accept("application/yaml")
                .get(POLICIES + "/{version}", inForceBefore)
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .extract()
                .asString();
        String definition = shipped.substring(shipped.indexOf("definition:"), shipped.indexOf("createdBy:"))
                + "  territories:\n  - name: Norway\n    countries:\n    - \"NO\"\n"
                + "  namedAccounts:\n  - name: north\n    domains:\n    - nord.no\n    owner: maya@tandem.example\n";

        int version = yaml(definition + "  version: \"7\"\n")
                .then()
                .statusCode(201)
                .extract()
                .path("version");
        yaml(shipped).then().statusCode(201);

        as("analyst")
                .queryParam("against", inForceBefore)
                .get(POLICIES + "/{version}/diff", version)
                .then()
                .body("differences.place", containsInAnyOrder("/namedAccounts", "/territories"))
                .body("differences.find { it.place == '/territories' }.after[0].countries", contains("NO"));
        as("analyst")
                .accept("application/yaml")
                .get(POLICIES + "/{version}", version)
                .then()
                .body(containsString("\n" + definition + "createdBy:"));
        yaml("definition: [").then().statusCode(400).body("detail", containsString("line"));
        yaml("definition:\n  a: 1\n  a: 2\n").then().statusCode(400);
        yaml("").then().statusCode(400);
    }

    @Test
    void faultsAreAllToldAtOnceWithTheirPlaces() {
        ObjectNode definition = shipped();
        definition.withObject("/rules/5").put("when", "signup.contry == 'DE'");
        admin().body(Map.of("definition", definition))
                .post(POLICIES)
                .then()
                .statusCode(400)
                .body("errors.field", contains("definition/rules/5/when (rule enterprise, line 1, column 7)"))
                .body("errors[0].detail", containsString("undefined field 'contry'"));

        ObjectNode contradictory = shipped();
        contradictory.withObject("/acv/bands/1").put("upTo", "1.00");
        contradictory.withObject("/rules/0").put("when", "true").remove("is");
        int version = draft(contradictory).path("version");
        as("analyst")
                .get(POLICIES + "/{version}/validation", version)
                .then()
                .body("valid", equalTo(false))
                .body("lint.check", hasItems("BAND_NOT_MONOTONE", "UNREACHABLE_RULE"));
        publish(version).then().statusCode(400).body("errors.field", hasItem("definition/rules/1"));
        assertEquals(inForceBefore, policyInForce());
    }

    @Test
    void draftThatIsSentAgainIsDraftedOnce() {
        String key = UUID.randomUUID().toString();
        Map<String, ObjectNode> body = Map.of("definition", shipped());
        String first = admin().header("Idempotency-Key", key)
                .body(body)
                .post(POLICIES)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");

        admin().header("Idempotency-Key", key)
                .body(body)
                .post(POLICIES)
                .then()
                .statusCode(201)
                .header("Location", equalTo(first))
                .header("ETag", notNullValue())
                .body("status", equalTo("DRAFT"));
    }

    @Test
    void onlyAdminsChange() {
        as("analyst")
                .contentType(ContentType.JSON)
                .body("{}")
                .post(POLICIES)
                .then()
                .statusCode(403);
        admin().body("{").post(POLICIES).then().statusCode(400);
        admin().body("{}").post(POLICIES).then().statusCode(400).body("errors.field", contains("definition"));
        publish(999_999).then().statusCode(404);
        publish(inForceBefore).then().statusCode(409);
        as("analyst")
                .get(POLICIES + "/schema")
                .then()
                .statusCode(200)
                .contentType("application/schema+json")
                .body("title", equalTo("Policy"));
        as("analyst")
                .queryParam("status", "DRAFT")
                .get(POLICIES)
                .then()
                .statusCode(200)
                .body("items.status", not(hasItem("PUBLISHED")));
    }

    @Test
    void territoriesOfThePolicyInForceAreShownWithTheirOverlaps() {
        ObjectNode definition = shipped();
        var territories = definition.putArray("territories");
        territories
                .addObject()
                .put("name", "DACH")
                .putArray("countries")
                .add("DE")
                .add("AT");
        territories.addObject().put("name", "West").putArray("regions").add("Western Europe");
        publish(draft(definition).path("version"));

        as("analyst")
                .get("/api/v1/territories")
                .then()
                .statusCode(200)
                .body("territories.name", contains("DACH", "West"))
                .body("overlaps.wins", contains("DACH"));
        as("analyst")
                .queryParam("country", "DE")
                .get("/api/v1/territories/match")
                .then()
                .body("territory", equalTo("DACH"));
        as("analyst")
                .queryParam("country", "Germany")
                .get("/api/v1/territories/match")
                .then()
                .statusCode(400)
                .body("errors.field", contains("country"));
        as("analyst")
                .queryParam("companySize", "huge")
                .get("/api/v1/territories/match")
                .then()
                .statusCode(400);
    }

    private static Response yaml(String body) {
        return as("admin")
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("application/yaml")
                .accept(ContentType.JSON)
                .body(body)
                .post(POLICIES);
    }
}
