package io.tandem.e2e;

import static io.tandem.e2e.Journey.account;
import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static io.tandem.e2e.Journey.identify;
import static io.tandem.e2e.Journey.signUpAndAwaitDecision;
import static io.tandem.e2e.Journey.track;
import static io.tandem.e2e.Journey.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes die in mid-flow; what was acknowledged is there afterwards, once. */
class CrashTest {
    private static final int SIGNUPS = 30;
    private static final int EVENTS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @AfterEach
    void standIsWholeAgain() {
        Stand.awaitHealthy();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"signup-service", "scoring-service", "routing-service", "crm-sync-service", "kafka", "postgres"})
    void losesAndDoublesNothingWhenKilledInMidFlow(String part) {
        String domain = freshDomain("crash");
        String product = freshDomain("product");
        String productAccount =
                signUpAndAwaitDecision(answers("p@" + product, "1-10")).getString("accountId");
        withKey()
                .body(Map.of("batch", List.of(identify("p-" + product, "p@" + product))))
                .post("/v1/batch")
                .then()
                .statusCode(200);

        List<String> signups = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            if (i == EVENTS / 3) {
                Stand.kill(part);
            }
            if (i % 2 == 0 && signups.size() < SIGNUPS) {
                signups.add(signUpUntilAccepted("s" + i + "-" + domain));
            }
            trackUntilAccepted(track("p-" + product, "Signed In", Map.of()));
        }

        eventually().atMost(PATIENCE).untilAsserted(() -> {
            decidedOnceEach(signups);
            assertThat(account(productAccount).getLong("usage.events")).isEqualTo(EVENTS);
        });
        // Events of one user keep their order: one that was on its way twice comes before what is sent now.
        trackUntilAccepted(track("p-" + product, "Signed In", Map.of()));
        String last = signUpUntilAccepted("last-" + domain);
        eventually().atMost(PATIENCE).untilAsserted(() -> {
            decidedOnceEach(List.of(last));
            assertThat(account(productAccount).getLong("usage.events")).isGreaterThan(EVENTS);
        });
        decidedOnceEach(signups);
        assertThat(account(productAccount).getLong("usage.events")).isEqualTo(EVENTS + 1);
    }

    private static void decidedOnceEach(List<String> accounts) {
        for (String accountId : accounts) {
            assertThat(Journey.decisionsOf(accountId))
                    .as("decisions of %s", accountId)
                    .hasSize(1);
        }
    }

    @Test
    void acceptsEventsWhileKafkaIsAwayAndCountsThemAllAfterwards() {
        String domain = freshDomain("outage");
        String accountId =
                signUpAndAwaitDecision(answers("o@" + domain, "1-10")).getString("accountId");
        withKey()
                .body(Map.of("batch", List.of(identify("o-" + domain, "o@" + domain))))
                .post("/v1/batch")
                .then()
                .statusCode(200);

        Stand.stop("kafka");
        Instant back = Instant.now().plusSeconds(20);
        int acknowledged = 0;
        try {
            while (Instant.now().isBefore(back)) {
                withKey()
                        .body(Map.of("batch", List.of(track("o-" + domain, "Signed In", Map.of()))))
                        .post("/v1/batch")
                        .then()
                        .statusCode(200);
                acknowledged++;
            }
        } finally {
            Stand.start("kafka");
        }

        long expected = acknowledged;
        assertThat(expected).isPositive();
        eventually().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        account(accountId).getLong("usage.events"))
                .isEqualTo(expected));
    }

    /** A browser that gets no answer tries again with the same key. */
    private static String signUpUntilAccepted(String local) {
        String idempotencyKey = UUID.randomUUID().toString();
        String email = "head@" + local;
        return eventually()
                .ignoreExceptions()
                .until(
                        () -> {
                            Response response = withKey()
                                    .header("Idempotency-Key", idempotencyKey)
                                    .body(answers(email, "201-1000"))
                                    .post("/api/v1/signups");
                            return response.statusCode() < 300 ? response.<String>path("accountId") : null;
                        },
                        accountId -> accountId != null);
    }

    /** An SDK that gets no answer sends the same message again. */
    private static void trackUntilAccepted(Map<String, Object> event) {
        eventually()
                .ignoreExceptions()
                .until(() -> withKey()
                                .body(Map.of("batch", List.of(event)))
                                .post("/v1/batch")
                                .statusCode()
                        == 200);
    }
}
