package io.tandem.signup.privacy;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An admin, and the services that answer. */
final class Privacy {
    static final String REQUESTS = "/api/v1/privacy-requests";
    static final List<String> OTHERS = List.of("scoring-service", "routing-service", "crm-sync-service");

    private Privacy() {}

    static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.of("admin")).contentType(ContentType.JSON);
    }

    static UUID ask(String kind, String email) {
        return UUID.fromString(admin().body(Map.of("kind", kind, "email", email, "reason", "Ticket 4711"))
                .post(REQUESTS)
                .then()
                .statusCode(202)
                .extract()
                .path("id"));
    }

    static void answerErased(UUID request, String email) {
        for (String service : OTHERS) {
            TestTopics.send(
                    Topics.PRIVACY,
                    new PersonErased(PersonId.ofEmail(email), request, service, Map.of("records", 2L), Instant.now()));
        }
    }

    static PersonExported exported(UUID request, String email, String service) {
        return new PersonExported(
                PersonId.ofEmail(email), request, service, Map.of("records", List.of("about " + email)), Instant.now());
    }

    static String statusOf(UUID request) {
        return admin().get(REQUESTS + "/" + request).path("status");
    }
}
