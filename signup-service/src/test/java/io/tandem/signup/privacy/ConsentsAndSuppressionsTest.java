package io.tandem.signup.privacy;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.privacy.Privacy.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ConsentsAndSuppressionsTest {
    private static final String CONSENTS = "/api/v1/consents";
    private static final String SUPPRESSIONS = "/api/v1/suppressions";

    @Test
    void keepsTheHistoryAndTellsWhatCounts() {
        String email = UUID.randomUUID() + "@acme.com";
        say(email, "news", true);
        say(email, "news", false);
        say(email, "terms", true);
        given().auth()
                .oauth2(Tokens.of("account-executive"))
                .queryParam("email", email.toUpperCase())
                .get(CONSENTS)
                .then()
                .statusCode(200)
                .body("items.purpose", contains("terms", "news", "news"))
                .body("items.granted", contains(true, false, true))
                .body("items.current", contains(true, true, false));
    }

    @Test
    void refusesFaultyConsents() {
        admin().get(CONSENTS).then().statusCode(400);
        admin().body(Map.of("email", "a@acme.com"))
                .post(CONSENTS)
                .then()
                .statusCode(400)
                .body("errors", hasSize(4));
        given().auth()
                .oauth2(Tokens.of("analyst"))
                .contentType("application/json")
                .body(Map.of())
                .post(CONSENTS)
                .then()
                .statusCode(403);
    }

    @Test
    void tellsTheOthersWhomNotToContact() {
        String email = UUID.randomUUID() + "@acme.com";
        Map<String, String> body = Map.of("email", email.toUpperCase(), "reason", "Asked");
        admin().body(body).post(SUPPRESSIONS).then().statusCode(201);
        admin().body(body).post(SUPPRESSIONS).then().statusCode(200);
        admin().queryParam("email", email).delete(SUPPRESSIONS).then().statusCode(204);
        admin().queryParam("email", email).delete(SUPPRESSIONS).then().statusCode(404);
        admin().delete(SUPPRESSIONS).then().statusCode(400);
        assertEquals(
                List.of(true, false),
                TestTopics.await(Topics.PRIVACY, ContactSuppressed.class, 2, event -> event.email()
                                .equals(email))
                        .stream()
                        .map(sent -> sent.event().suppressed())
                        .toList());
    }

    private static void say(String email, String purpose, boolean granted) {
        admin().body(Map.of("email", email, "purpose", purpose, "version", "1", "granted", granted, "reason", "Phone"))
                .post(CONSENTS)
                .then()
                .statusCode(201);
    }
}
