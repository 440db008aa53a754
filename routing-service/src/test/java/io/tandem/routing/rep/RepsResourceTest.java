package io.tandem.routing.rep;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.routing.RoutingApi.NewRep;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RepsResourceTest {
    @Inject
    DataSource database;

    @Test
    void addsARepWithDefaults() {
        String email = UUID.randomUUID() + "@Tandem.example";
        as("admin")
                .body(Map.of("name", "Maya", "email", email, "motions", List.of("SALES_LED")))
                .post("/api/v1/reps")
                .then()
                .statusCode(201)
                .header("Location", startsWith("http"))
                .body("email", equalTo(email.toLowerCase()))
                .body("weight", equalTo(1))
                .body("capacity", equalTo(50))
                .body("active", equalTo(true))
                .body("motions", contains("SALES_LED"));
        as("analyst")
                .queryParam("limit", 200)
                .get("/api/v1/reps")
                .then()
                .statusCode(200)
                .body("items.email", hasItem(email.toLowerCase()));
    }

    @Test
    void changesOnlyWhatIsNamedAndAuditsIt() throws SQLException {
        NewRep rep = addRep("Maya", 3, 7, "SALES_LED");

        as("admin")
                .body(Map.of("active", false, "capacity", 9))
                .patch("/api/v1/reps/" + rep.id())
                .then()
                .statusCode(200)
                .body("active", equalTo(false))
                .body("capacity", equalTo(9))
                .body("weight", equalTo(3))
                .body("name", equalTo("Maya"));
        // What changes nothing is no change.
        as("admin")
                .body(Map.of("active", false))
                .patch("/api/v1/reps/" + rep.id())
                .then()
                .statusCode(200);

        assertEquals(List.of("rep added null 7", "rep changed 7 9"), audit("rep/" + rep.id()));
    }

    @Test
    void emailIsUnique() {
        NewRep rep = addRep("Maya", 1, 1, "SALES_LED");
        as("admin")
                .body(Map.of("name", "Twin", "email", rep.email().toUpperCase(), "motions", List.of("SALES_LED")))
                .post("/api/v1/reps")
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
    }

    @Test
    void namesEveryMissingAndBadFieldAtOnce() {
        as("admin")
                .body("{}")
                .post("/api/v1/reps")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", containsInAnyOrder("name", "email", "motions"));
        as("admin")
                .body(Map.of(
                        "name",
                        "x",
                        "email",
                        "nobody",
                        "weight",
                        0,
                        "capacity",
                        -1,
                        "motions",
                        List.of("SALES_LED"),
                        "meetingUrl",
                        "javascript:alert(1)"))
                .post("/api/v1/reps")
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("email", "weight", "capacity", "meetingUrl"));
        as("admin")
                .body(Map.of("name", "x", "email", "x@x.example", "motions", List.of("SELF_SERVE")))
                .post("/api/v1/reps")
                .then()
                .statusCode(400)
                .body("errors.field", contains("motions"));
        as("admin")
                .body(Map.of("name", "x", "email", "x@x.example", "motions", List.of("TELEPATHY")))
                .post("/api/v1/reps")
                .then()
                .statusCode(400);
        as("admin").body("{\"name\":").post("/api/v1/reps").then().statusCode(400);
        as("admin")
                .contentType(ContentType.TEXT)
                .body("x")
                .post("/api/v1/reps")
                .then()
                .statusCode(415);
        as("admin")
                .body("{\"name\":\"" + "x".repeat(70_000) + "\"}")
                .post("/api/v1/reps")
                .then()
                .statusCode(413);
        as("admin")
                .body("{\"weight\":0,\"name\":\" \"}")
                .patch("/api/v1/reps/" + UUID.randomUUID())
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("weight", "name"));
        as("admin")
                .body("{\"capcity\":9}")
                .patch("/api/v1/reps/" + UUID.randomUUID())
                .then()
                .statusCode(400)
                .body("errors.field", contains("capcity"));
        as("admin").body("{}").patch("/api/v1/reps/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void onlyAdminsWrite() {
        NewRep rep = addRep("Maya", 1, 1, "SALES_LED");
        for (String role : List.of("analyst", "account-executive")) {
            as(role).body("{}").post("/api/v1/reps").then().statusCode(403);
            as(role).body("{}").patch("/api/v1/reps/" + rep.id()).then().statusCode(403);
            as(role).get("/api/v1/reps/" + rep.id()).then().statusCode(200);
        }
        RestAssured.get("/api/v1/reps").then().statusCode(401);
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/reps")
                .then()
                .statusCode(401);
        for (String bad : List.of(
                Tokens.wrongAudience("admin"),
                Tokens.expired("admin"),
                Tokens.forged("admin"),
                Tokens.unsigned("admin"))) {
            RestAssured.given().auth().oauth2(bad).get("/api/v1/reps").then().statusCode(401);
        }
    }

    @Test
    void repeatedRequestWithAnIdempotencyKeyAddsOneRep() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body =
                Map.of("name", "Maya", "email", UUID.randomUUID() + "@tandem.example", "motions", List.of("SALES_LED"));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(as("admin")
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/api/v1/reps")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }
        assertEquals(ids.get(0), ids.get(1));
    }

    private List<String> audit(String subject) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT what || ' ' || coalesce(before->>'capacity', 'null') || ' ' || (after->>'capacity')"
                                + " FROM audit_entry WHERE subject = ? ORDER BY id")) {
            query.setString(1, subject);
            List<String> entries = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(rows.getString(1));
                }
            }
            return entries;
        }
    }
}
