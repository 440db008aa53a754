package io.tandem.scoring.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class EngagementResourceTest {
    private final String name = "e" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    UsageGate usage;

    @Test
    void showsWhoseDoingTheEngagementIs() {
        List<TrackedEvent> calls = new ArrayList<>();
        for (String who : List.of("ana", "ben")) {
            calls.add(TestCall.identify(who + name, Map.of("email", who + "@" + name + ".com"))
                    .made());
            calls.add(TestCall.track("Invite Sent").user(who + name).made());
        }
        for (int i = 0; i < 3; i++) {
            calls.add(TestCall.track("Report Shared").user("ben" + name).made());
        }
        usage.count(calls);

        JsonPath shares = given().auth()
                .oauth2(Tokens.of(Roles.AE))
                .get("/api/v1/accounts/{id}/engagement", AccountId.ofDomain(name + ".com"))
                .then()
                .statusCode(200)
                .body("people.who", contains("ben@" + name + ".com", "ana@" + name + ".com"))
                .body("others", is(0.0f))
                .extract()
                .jsonPath();

        assertEquals(
                shares.getDouble("engagement"),
                shares.getDouble("people[0].points") + shares.getDouble("people[1].points"),
                0.001);
    }

    @Test
    void knowsNoAccountThatDoesNotExist() {
        given().auth()
                .oauth2(Tokens.of(Roles.AE))
                .get("/api/v1/accounts/{id}/engagement", UUID.randomUUID())
                .then()
                .statusCode(404);
    }
}
