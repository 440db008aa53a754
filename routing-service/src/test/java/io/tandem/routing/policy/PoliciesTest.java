package io.tandem.routing.policy;

import static io.tandem.routing.RoutingApi.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tandem.kit.testing.RealInfrastructure;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PoliciesTest {
    @Test
    void defaultPolicyIsPublished() {
        as("analyst").get("/api/v1/policies?limit=200").then().statusCode(200).body("items.version", hasItem(4));
        as("account-executive")
                .get("/api/v1/policies/4")
                .then()
                .statusCode(200)
                .body("publishedBy", equalTo("tandem"))
                .body(
                        "definition.rules.name",
                        contains(
                                "owner-first",
                                "hand-raiser",
                                "open-opportunity",
                                "existing-customer",
                                "do-not-lead-with-sales",
                                "enterprise",
                                "mid-market",
                                "usage-hand-over",
                                "self-serve"));
        as("analyst").get("/api/v1/policies/none").then().statusCode(404);
        RestAssured.get("/api/v1/policies/4").then().statusCode(401);
    }

    @Test
    void decisionsRefuseWhatIsWrong() {
        as("analyst").get("/api/v1/decisions/" + UUID.randomUUID()).then().statusCode(404);
        as("analyst")
                .post("/api/v1/decisions/" + UUID.randomUUID() + "/replay")
                .then()
                .statusCode(404);
        as("analyst")
                .queryParam("signupId", "x")
                .get("/api/v1/decisions")
                .then()
                .statusCode(400);
        as("nobody").get("/api/v1/decisions").then().statusCode(403);
        RestAssured.get("/api/v1/decisions").then().statusCode(401);
    }
}
