package io.tandem.scoring.models;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ScoringModelRefusalsTest extends ScoringModelRequests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"definition\": null}",
                "{\"definition\": []}",
                "{\"definition\": {\"colour\": \"blue\"}}",
                "{\"definition\": {\"fit\": {\"cap\": \"many\"}}}"
            })
    void refusesWhatIsNoScoringModel(String body) {
        as(Roles.ADMIN).body(body).post(MODELS).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void refusesWhatIsTooLarge() {
        as(Roles.ADMIN)
                .body(Map.of("definition", Map.of("description", "x".repeat(200_000))))
                .post(MODELS)
                .then()
                .statusCode(413);
    }

    @Test
    void onlyAdminsChangeModels() {
        for (String path : List.of("", "/1/publication", "/1/rollback", "/1/preview")) {
            as(Roles.AE).body(Map.of()).post(MODELS + path).then().statusCode(403);
            given().contentType(ContentType.JSON)
                    .body(Map.of())
                    .post(MODELS + path)
                    .then()
                    .statusCode(401);
        }
        as(Roles.ANALYST).body(Map.of()).put(MODELS + "/1").then().statusCode(403);
    }

    @Test
    void refusesBadRequests() {
        int version = draft(shipped()).path("version");
        as(Roles.ADMIN)
                .header("If-Match", "\"of-another-revision\"")
                .body(Map.of("why", "because"))
                .post(MODELS + "/" + version + "/publication")
                .then()
                .statusCode(412)
                .header("ETag", notNullValue());
        for (String path : List.of("/publication", "/rollback")) {
            as(Roles.ADMIN).body("{").post(MODELS + "/" + version + path).then().statusCode(400);
            as(Roles.ADMIN)
                    .body(Map.of("why", " "))
                    .post(MODELS + "/" + version + path)
                    .then()
                    .statusCode(400);
            as(Roles.ADMIN)
                    .body(Map.of("why", "x".repeat(501)))
                    .post(MODELS + "/" + version + path)
                    .then()
                    .statusCode(400);
            as(Roles.ADMIN)
                    .body(Map.of("why", "x"))
                    .post(MODELS + "/99999" + path)
                    .then()
                    .statusCode(404);
        }
        for (int accounts : List.of(0, 5_001)) {
            as(Roles.ADMIN)
                    .body(Map.of("accounts", accounts))
                    .post(MODELS + "/" + version + "/preview")
                    .then()
                    .statusCode(400);
        }
        as(Roles.ADMIN)
                .body(Map.of("accounts", 1))
                .post(MODELS + "/99999/preview")
                .then()
                .statusCode(404);
        as(Roles.ADMIN).get(MODELS + "/99999/validation").then().statusCode(404);
        as(Roles.ADMIN)
                .body(Map.of("why", "x"))
                .post(MODELS + "/" + version + "/rollback")
                .then()
                .statusCode(409);
    }
}
