package io.tandem.e2e;

import static io.restassured.RestAssured.given;
import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Adding a rep in routing lets them log in to the real Keycloak, switching off ends it. */
class RepLoginTest {
    private static final String USERS = "/admin/realms/tandem/users";

    @Test
    void repCanLogInUntilSwitchedOff() {
        String email = "rep-" + UUID.randomUUID() + "@tandem.example";
        String id = as("admin")
                .body(Map.of("name", "Nora Berg", "email", email, "motions", List.of()))
                .post("/api/v1/reps")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        awaitLogin(id, "ENABLED");
        assertThat(users(email).getList("enabled")).containsExactly(true);
        assertThat(rolesOf(users(email).getString("[0].id"))).contains("account-executive");

        switched(id, false);
        awaitLogin(id, "DISABLED");
        assertThat(users(email).getList("enabled")).containsExactly(false);

        switched(id, true);
        awaitLogin(id, "ENABLED");
        assertThat(users(email).getList("enabled")).containsExactly(true);
        assertThat(rolesOf(users(email).getString("[0].id"))).contains("account-executive");
    }

    private static void awaitLogin(String rep, String state) {
        eventually()
                .until(() -> state.equals(as("admin").get("/api/v1/reps/" + rep).path("login.state")));
    }

    private static void switched(String rep, boolean on) {
        as("admin")
                .body(Map.of("active", on))
                .patch("/api/v1/reps/" + rep)
                .then()
                .statusCode(200);
    }

    private static JsonPath users(String email) {
        return keycloak()
                .queryParam("email", email)
                .queryParam("exact", true)
                .get(USERS)
                .jsonPath();
    }

    private static List<String> rolesOf(String user) {
        return keycloak()
                .get(USERS + "/" + user + "/role-mappings/realm")
                .jsonPath()
                .getList("name");
    }

    /** As Keycloak's own administrator. */
    private static RequestSpecification keycloak() {
        String server = "http://localhost:" + Stand.port(8180);
        String token = given().baseUri(server)
                .formParam("grant_type", "password")
                .formParam("client_id", "admin-cli")
                .formParam("username", "admin")
                .formParam("password", "admin")
                .post("/realms/master/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        return given().baseUri(server).auth().oauth2(token);
    }
}
