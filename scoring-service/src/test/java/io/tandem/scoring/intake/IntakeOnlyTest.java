package io.tandem.scoring.intake;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestSource;
import io.tandem.scoring.database.Database;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The same artifact where others score. */
@QuarkusTest
@TestProfile(IntakeOnlyTest.IntakeOnly.class)
@WithTestResource(RealInfrastructure.class)
class IntakeOnlyTest {
    public static final class IntakeOnly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tandem.scoring.enabled", "false");
        }
    }

    @Inject
    Database database;

    @Test
    void takesEventsInAndLeavesThemToOthers() {
        TestSource source = TestSource.announced();
        String user = "u-" + UUID.randomUUID();

        given().header("Authorization", "Bearer " + source.writeKey())
                .body("{\"userId\":\"%s\",\"event\":\"Signed In\"}".formatted(user))
                .post("/v1/track")
                .then()
                .statusCode(200);

        TestTopics.await(Topics.TRACKED_EVENTS, TrackedEvent.class, event -> user.equals(event.userId()));
        assertEquals(
                0L,
                database.query(
                                "SELECT count(*) FROM tracked_event WHERE user_key = ?",
                                row -> row.getLong(1),
                                "u:" + user)
                        .get(0));
    }
}
