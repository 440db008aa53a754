package io.tandem.scoring.intake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.scoring.TestSource;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OverloadTest {
    @Inject
    Admission admission;

    @Inject
    IntakeConfig config;

    @Test
    void tellsSendersToComeBackLaterAndLosesNothing() {
        TestSource source = TestSource.announced();
        List<Admission.Ticket> others = new ArrayList<>();
        for (int i = 0; i < config.maxRequestsInFlight(); i++) {
            others.add(admission.enter(0));
        }

        given().header("Authorization", "Bearer " + source.writeKey())
                .body("{\"userId\":\"u\",\"event\":\"e\"}")
                .post("/v1/track")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .header("Access-Control-Expose-Headers", "Retry-After")
                .body("status", equalTo(429));

        others.forEach(Admission.Ticket::leave);
        given().header("Authorization", "Bearer " + source.writeKey())
                .body("{\"userId\":\"u\",\"event\":\"e\"}")
                .post("/v1/track")
                .then()
                .statusCode(200);
    }
}
