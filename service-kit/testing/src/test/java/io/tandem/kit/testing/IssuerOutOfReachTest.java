package io.tandem.kit.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(IssuerOutOfReachTest.NoIssuer.class)
class IssuerOutOfReachTest {
    public static class NoIssuer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("TANDEM_OIDC_ISSUER", "http://127.0.0.1:1/realms/none");
        }
    }

    @Test
    void startsAndServesWhatNeedsNoToken() {
        given().get("/api/v1/samples").then().statusCode(200);
    }

    @Test
    void saysThatTokensCannotBeCheckedNow() {
        given().auth()
                .oauth2(Tokens.of("admin"))
                .get("/api/v1/samples/mine")
                .then()
                .contentType("application/problem+json")
                .statusCode(503)
                .header("Retry-After", is("1"));
    }
}
