package io.tandem.e2e;

import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.awaitDecision;
import static io.tandem.e2e.Journey.decisionsOf;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static io.tandem.e2e.Journey.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tandem.local.campaign.Campaign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No good visitor is lost or taken for two, however many come at once and whatever dies meanwhile. */
class SignupCampaignTest {
    private static final int IDENTICAL = 300;
    private static final int REPLAYS = 30;

    @Test
    @Tag("campaign-identical-signups")
    void identicalSignupsAtOnceAreOneSignupOnePersonAndOneDecision() throws Exception {
        int rounds = Campaign.size(1, 20);
        int replays = 0;
        for (int round = 0; round < rounds; round++) {
            String email = "ana@" + freshDomain("same");

            List<JsonPath> signups = Crowd.answers(IDENTICAL, i -> signUpUntilAccepted(answers(email, "51-200")));

            assertThat(signups.stream().map(signup -> signup.getString("id")).distinct())
                    .hasSize(1);
            JsonPath decided = awaitDecision(signups.get(0).getString("id"));
            String account = decided.getString("accountId");
            assertThat(decisionsOf(account)).containsExactly(decided.getString("decision.id"));
            assertThat(Journey.account(account).<String>getList("people.email")).containsExactly(email);
            replays += replaysGiveTheSameAnswer();
        }
        Campaign.report(
                "identical-signups",
                rounds + " times " + IDENTICAL
                        + " identical signups at once: each time one signup, one account, one person"
                        + " and one decision; " + replays + " replays with the same Idempotency-Key: the same answer");
    }

    /** Who comes while the first is in flight, or finds no room, is told so; all others are answered as the first was. */
    private static int replaysGiveTheSameAnswer() throws Exception {
        String key = UUID.randomUUID().toString();
        Map<String, Object> form = answers("ben@" + freshDomain("replay"), "1-10");
        List<Response> answers = new ArrayList<>(Crowd.answers(REPLAYS, i -> signUpWith(key, form)));
        answers.removeIf(answer -> answer.statusCode() == 409 || answer.statusCode() == 503);
        answers.add(signUpWith(key, form));

        assertThat(answers.stream()
                        .map(answer -> answer.statusCode() + " " + answer.asString())
                        .distinct())
                .hasSize(1);
        assertThat(answers.get(0).statusCode()).isIn(201, 202);
        awaitDecision(answers.get(0).path("id"));
        return answers.size() - 1;
    }

    @Test
    @Tag("campaign-signup-burst")
    void burstLosesNobodyAndDecidesEachOnce() throws Exception {
        int visitors = Campaign.size(300, 5_000);
        List<String> toKill = Campaign.isLong() ? partsInAnyOrder() : List.of();
        AtomicInteger arrived = new AtomicInteger();
        long started = System.nanoTime();

        List<JsonPath> signups = Crowd.answers(visitors, i -> {
            int number = arrived.incrementAndGet();
            int every = visitors / (toKill.size() + 1);
            if (number % every == 0 && number / every <= toKill.size()) {
                Stand.kill(toKill.get(number / every - 1));
            }
            return signUpUntilAccepted(answers("ana@" + freshDomain("burst"), i % 2 == 0 ? "1-10" : "201-1000"));
        });
        double seconds = (System.nanoTime() - started) / 1e9;

        assertThat(signups.stream().map(signup -> signup.getString("id")).distinct())
                .hasSize(visitors);
        for (JsonPath signup : signups) {
            JsonPath decided = awaitDecision(signup.getString("id"));
            assertThat(decisionsOf(decided.getString("accountId"))).containsExactly(decided.getString("decision.id"));
        }
        Campaign.report(
                "signup-burst",
                String.format(
                        "%d signups by 100 visitors at once in %.1f s (%.0f a second), killed meanwhile: %s; none lost, each"
                                + " decided once",
                        visitors,
                        seconds,
                        visitors / seconds,
                        toKill.isEmpty() ? "nothing" : String.join(", ", toKill)));
    }

    @Test
    @Tag("campaign-routing-away")
    void visitorsAreLetInWhileRoutingIsAwayAndTheDecisionsFollow() throws Exception {
        int outages = Campaign.size(1, 5);
        int visitors = Campaign.size(10, 200);
        List<Long> slowest = new ArrayList<>();
        for (int outage = 0; outage < outages; outage++) {
            List<Visitor.Answer> answers;
            Stand.stop("routing-service");
            try {
                answers =
                        Crowd.answers(visitors, i -> Visitor.signUp(answers("ana@" + freshDomain("away"), "201-1000")));
            } finally {
                Stand.start("routing-service");
            }

            for (Visitor.Answer answer : answers) {
                assertThat(answer.status()).isEqualTo(202);
                assertThat(answer.body().getString("status")).isEqualTo("PENDING");
                assertThat(answer.body().getString("nextStep.kind")).isEqualTo("START_PRODUCT");
            }
            slowest.add(answers.stream().mapToLong(Visitor.Answer::millis).max().orElseThrow());
            for (Visitor.Answer answer : answers) {
                assertThat(awaitDecision(answer.body().getString("id")).getString("decision.motion"))
                        .isEqualTo("SALES_LED");
            }
            Stand.awaitHealthy();
        }
        Campaign.report(
                "routing-away",
                outages + " times without routing, " + visitors
                        + " visitors each: all let in, the slowest of each time after " + slowest
                        + " ms (aim: 2,000), and all decided when routing was back");
    }

    private static List<String> partsInAnyOrder() {
        List<String> parts = new ArrayList<>(List.of(
                "signup-service", "scoring-service", "routing-service", "crm-sync-service", "kafka", "postgres"));
        Collections.shuffle(parts, Campaign.random());
        return parts;
    }

    private static Response signUpWith(String idempotencyKey, Map<String, Object> form) {
        return withKey().header("Idempotency-Key", idempotencyKey).body(form).post("/api/v1/signups");
    }

    /**
     * A browser that gets no answer, or is told that there is no room now (503), tries again with the same key. A process
     * that was killed with it at work keeps the key for a minute, and this may happen more than once.
     */
    private static JsonPath signUpUntilAccepted(Map<String, Object> form) {
        String key = UUID.randomUUID().toString();
        return eventually()
                .atMost(Duration.ofMinutes(4))
                .ignoreExceptions()
                .until(() -> signUpWith(key, form), answer -> answer.statusCode() <= 500 && answer.statusCode() != 409)
                .then()
                .statusCode(oneOf(201, 202))
                .extract()
                .jsonPath();
    }
}
