package io.tandem.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.gateway.RouteTable.Access;
import io.tandem.gateway.RouteTable.Destination;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private static final String ID = "0b0ff0d0-3b43-4f10-8a6d-b67a6d3d0d51";

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/batch, scoring-service, OPEN",
        "GET, /v1/projects/tk_1/settings, scoring-service, OPEN",
        "POST, /api/v1/signups, signup-service, OPEN",
        "GET, /api/v1/signups, signup-service, TOKEN",
        "GET, /api/v1/signups/" + ID + "/events, signup-service, OPEN",
        "POST, /api/v1/sources, signup-service, TOKEN",
        "POST, /api/v1/imports/signups, signup-service, TOKEN",
        "GET, /api/v1/imports/" + ID + ", signup-service, TOKEN",
        "POST, /api/v1/imports/events, scoring-service, TOKEN",
        "POST, /api/v1/imports/outcomes, scoring-service, TOKEN",
        "POST, /api/v1/outcomes, scoring-service, TOKEN",
        "POST, /api/v1/prediction-models, scoring-service, TOKEN",
        "GET, /api/v1/prediction-models/1/cut-off, scoring-service, TOKEN",
        "GET, /api/v1/predictions, scoring-service, TOKEN",
        "GET, /api/v1/accounts, scoring-service, TOKEN",
        "POST, /api/v1/handoffs/" + ID + "/acceptance, routing-service, TOKEN",
        "PUT, /api/v1/pools/SALES_LED, routing-service, TOKEN",
        "GET, /api/v1/relationships/" + ID + ", crm-sync-service, TOKEN",
        "PUT, /api/v1/opportunities/" + ID + "/stage, crm-sync-service, TOKEN",
        "POST, /api/v1/surveys, crm-sync-service, TOKEN",
        "POST, /api/v1/survey-answers, crm-sync-service, OPEN",
        "GET, /surveys/abc, crm-sync-service, OPEN",
        "POST, /api/v1/connections, crm-sync-service, TOKEN",
        "POST, /api/v1/connections/" + ID + "/notices, crm-sync-service, OPEN",
        "GET, /api/v1/connections/" + ID + "/notices, crm-sync-service, TOKEN",
        "GET, /api/v1/sync/conflicts, crm-sync-service, TOKEN",
        "GET, /api/v1/dead-letters/routing-service, routing-service, TOKEN",
    })
    void sendsEachPathToTheServiceThatOwnsIt(String method, String path, String service, Access access) {
        assertEquals(Optional.of(new Destination(service, access)), RouteTable.find(method, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1", "/api/v1/signupsx", "/api/v2/signups", "/api/v1/dead-letters", "/q/metrics", "/"})
    void knowsNothingElse(String path) {
        assertEquals(Optional.empty(), RouteTable.find("GET", path));
    }

    @Test
    void letsOtherSitesCallOnlyTrackingAndTheForm() {
        assertTrue(RouteTable.isCrossOrigin("POST", "/v1/t"));
        assertTrue(RouteTable.isCrossOrigin("POST", "/api/v1/signups"));
        assertTrue(RouteTable.isCrossOrigin("OPTIONS", "/api/v1/signups"));
        assertTrue(RouteTable.isCrossOrigin("GET", "/api/v1/signups/" + ID));
        assertFalse(RouteTable.isCrossOrigin("GET", "/api/v1/signups"), "the list of all");
        assertFalse(RouteTable.isCrossOrigin("GET", "/api/v1/reps"));
        assertFalse(RouteTable.isCrossOrigin("GET", "/api/v1/accounts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://signup", "http://10.0.0.9:8101", "http://signup.internal:8101/"})
    void callsAServiceWhereItsAddressSays(String address) {
        URI uri = URI.create(address);
        SocketAddress origin = ProxyRoutes.origin("signup-service", uri);
        assertEquals(uri.getHost(), origin.host());
        assertEquals(uri.getPort() < 0 ? 80 : uri.getPort(), origin.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://signup.internal", "http://signup/behind/a/path", "signup:8101", "//signup"})
    void refusesAnAddressOfAServiceThatItCouldNotKeepTo(String address) {
        assertThrows(IllegalArgumentException.class, () -> ProxyRoutes.origin("signup-service", URI.create(address)));
    }
}
