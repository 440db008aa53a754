package io.tandem.scoring.models;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;

/** What admins ask of scoring models. */
abstract class ScoringModelRequests {
    static final String MODELS = "/api/v1/scoring-models";

    @Inject
    ObjectMapper json;

    Response draft(ObjectNode definition) {
        return as(Roles.ADMIN)
                .body(Map.of("definition", definition))
                .post(MODELS)
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    ObjectNode shipped() {
        try {
            return (ObjectNode)
                    json.readTree(ScoringModelRequests.class.getResourceAsStream("/default-scoring-model.json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
