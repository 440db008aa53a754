package io.tandem.routing.login;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.eventually;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.routing.MovableClock;
import io.tandem.routing.RoutingApi.NewRep;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the service does while Keycloak is away; the real one is met in the end-to-end tests. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class LoginsTest {
    @Inject
    Logins logins;

    @Inject
    MovableClock clock;

    @Test
    void nothingIsKeptWhereNoCredentialsAreGiven() {
        NewRep rep = addRep("Maya", 1, 1, "SALES_LED");
        logins.provision();
        assertNull(login(rep).get("login"));
    }

    @Test
    void repIsStoredWhileKeycloakIsAwayAndToldWhenItIsBack() {
        Users users = new Users();
        QuarkusMock.installMockForType(users, KeycloakUsers.class);
        users.away = true;
        NewRep rep = addRep("Maya Lindqvist", 1, 1, "SALES_LED");
        assertEquals("PENDING", login(rep).getString("login.state"));
        tellAll();

        JsonPath pending = login(rep);
        assertEquals("PENDING", pending.getString("login.state"));
        assertEquals("nobody answers", pending.getString("login.problem"));

        users.away = false;
        clock.moveTo(Instant.parse(pending.getString("login.nextAttemptAt")));
        tellUntil("ENABLED", rep);
        assertNull(login(rep).get("login.problem"));

        patchRep(rep.id(), Map.of("active", false));
        assertEquals("PENDING", login(rep).getString("login.state"));
        tellUntil("DISABLED", rep);
        tellAll();
        assertEquals(
                List.of("enable " + rep.email() + " Maya Lindqvist", "disable " + rep.email()),
                users.told.stream().filter(told -> told.contains(rep.email())).toList());
    }

    /** Other tests have added reps, too. */
    private void tellAll() {
        for (int i = 0; i < 100; i++) {
            logins.provision();
        }
    }

    /** The service tells Keycloak by itself, too, and may be at it. */
    private void tellUntil(String state, NewRep rep) {
        eventually(() -> {
            tellAll();
            assertEquals(state, login(rep).getString("login.state"));
        });
    }

    private static JsonPath login(NewRep rep) {
        return as("analyst")
                .get("/api/v1/reps/" + rep.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static class Users extends KeycloakUsers {
        private final List<String> told = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean away;

        @Override
        boolean areKept() {
            return true;
        }

        @Override
        String enable(String email, String name) {
            return tell("enable " + email + " " + name);
        }

        @Override
        String disable(String email) {
            return tell("disable " + email);
        }

        private String tell(String what) {
            if (away) {
                throw new ProcessingException("nobody answers");
            }
            told.add(what);
            return "id";
        }
    }
}
