package io.tandem.e2e;

import static io.tandem.e2e.Journey.account;
import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.awaitEvents;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static io.tandem.e2e.Journey.identify;
import static io.tandem.e2e.Journey.send;
import static io.tandem.e2e.Journey.signUpAndAwaitDecision;
import static io.tandem.e2e.Journey.track;
import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.TrackMessage;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One account's whole journey, as the people see it who live it. */
class JourneyTest {

    @Test
    void routesTenPersonStartupToSelfServe() {
        JsonPath signup = signUpAndAwaitDecision(answers("ana@" + freshDomain("startup"), "1-10"));

        assertThat(signup.getString("decision.motion")).isEqualTo("SELF_SERVE");
        assertThat(signup.getString("decision.reason")).isNotBlank();
        assertThat(signup.<Object>get("decision.owner")).isNull();
        assertThat(signup.getString("decision.nextStep.kind")).isEqualTo("START_PRODUCT");
    }

    @Test
    void routesTwoThousandPersonBankToNamedAccountExecutiveAndKeepsTheRelationship() {
        String email = "head.of.data@" + freshDomain("bank");
        JsonPath signup = signUpAndAwaitDecision(answers(email, "1001-5000"));

        assertThat(signup.getString("decision.motion")).isEqualTo("SALES_LED");
        assertThat(signup.getString("decision.owner.name")).isNotBlank();
        assertThat(signup.getString("decision.owner.email")).contains("@");

        String accountId = signup.getString("accountId");
        JsonPath relationship = eventually()
                .until(
                        () -> as("ae").get("/api/v1/relationships/" + accountId).jsonPath(),
                        view -> view.get("owner") != null
                                && !view.getList("stakeholders").isEmpty());
        assertThat(relationship.getString("owner.email")).isEqualTo(signup.getString("decision.owner.email"));
        assertThat(relationship.getList("stakeholders.email")).contains(email);
    }

    @Test
    void bringsHandRaiserFromSmallCompanyToHuman() {
        Map<String, Object> answers = answers("founder@" + freshDomain("small"), "1-10");
        answers.put("talkToSales", true);
        JsonPath signup = signUpAndAwaitDecision(answers);

        assertThat(signup.getString("decision.motion")).isEqualTo("SALES_ASSIST");
        assertThat(signup.getString("decision.owner.name")).isNotBlank();
    }

    @Test
    void explainsEachDecision() {
        JsonPath signup = signUpAndAwaitDecision(answers("cto@" + freshDomain("explained"), "201-1000"));

        JsonPath decision = as("analyst")
                .get("/api/v1/decisions/" + signup.getString("decision.id"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(decision.getString("motion")).isEqualTo("SALES_LED");
        assertThat(decision.getList("trace")).isNotEmpty();
    }

    @Test
    void handsOverSelfServeAccountWhenThirdColleagueJoinsAndPlanLimitIsHit() {
        String domain = freshDomain("growing");
        JsonPath signup = signUpAndAwaitDecision(answers("first@" + domain, "11-50"));
        assertThat(signup.getString("decision.motion")).isEqualTo("SELF_SERVE");
        String accountId = signup.getString("accountId");

        Analytics sdk = Analytics.builder(Stand.writeKey())
                .endpoint(Stand.url())
                .flushQueueSize(10)
                .build();
        for (String person : List.of("first", "second", "third")) {
            String userId = person + "-" + domain;
            sdk.enqueue(IdentifyMessage.builder().userId(userId).traits(Map.of("email", person + "@" + domain)));
            sdk.enqueue(TrackMessage.builder("Signed In").userId(userId));
        }
        sdk.enqueue(TrackMessage.builder("Plan Limit Reached")
                .userId("third-" + domain)
                .properties(Map.of("limit", "seats", "plan", "starter")));
        sdk.flush();
        sdk.shutdown();

        JsonPath handoffs = eventually()
                .until(
                        () -> as("ae").queryParam("accountId", accountId)
                                .get("/api/v1/handoffs")
                                .jsonPath(),
                        page -> !page.getList("items").isEmpty());
        assertThat(handoffs.getList("items")).hasSize(1);
        assertThat(handoffs.getList("items[0].reasons", String.class))
                .anyMatch(reason -> reason.contains("3 people"))
                .anyMatch(reason -> reason.contains("limit"));
        assertThat(handoffs.getString("items[0].owner.email")).contains("@");
        assertThat(account(accountId).getList("signals.name")).contains("several-users", "upgrade-blocked");
        eventually().untilAsserted(() -> assertThat(as("ae").get("/api/v1/relationships/" + accountId)
                        .jsonPath()
                        .getString("owner.email"))
                .isEqualTo(handoffs.getString("items[0].owner.email")));
    }

    @Test
    void countsTheSameEventSentTenTimesOnce() {
        String domain = freshDomain("repeating");
        String accountId =
                signUpAndAwaitDecision(answers("r@" + domain, "1-10")).getString("accountId");
        Map<String, Object> event = track("r-" + domain, "Project Created", Map.of());
        send(List.of(identify("r-" + domain, "r@" + domain)));
        for (int i = 0; i < 10; i++) {
            send(List.of(event));
        }
        send(List.of(track("r-" + domain, "Signed In", Map.of())));

        awaitEvents(accountId, 2);
        assertThat(account(accountId).getLong("usage.events")).isEqualTo(2);
    }

    @Test
    void givesTheSameScoreInAnyOrderOfEvents() {
        String[] orders = {freshDomain("ordered"), freshDomain("shuffled")};
        Instant start = Instant.now().minus(20, ChronoUnit.DAYS);
        List<Double> totals = new ArrayList<>();
        for (int i = 0; i < orders.length; i++) {
            String domain = orders[i];
            String accountId =
                    signUpAndAwaitDecision(answers("o@" + domain, "11-50")).getString("accountId");
            List<Map<String, Object>> events = new ArrayList<>();
            events.add(identify("o-" + domain, "o@" + domain));
            String[] names = {"Signed In", "Project Created", "Invite Sent", "Report Shared"};
            for (int n = 0; n < 24; n++) {
                Map<String, Object> event = track("o-" + domain, names[n % names.length], Map.of());
                event.put("timestamp", start.plus(n * 17L, ChronoUnit.HOURS).toString());
                events.add(event);
            }
            if (i == 1) {
                Collections.shuffle(events, new Random(7));
            }
            events.forEach(event -> send(List.of(event)));
            awaitEvents(accountId, 24);
            totals.add(account(accountId).getDouble("score.total"));
        }
        assertThat(totals.get(0)).isCloseTo(totals.get(1), org.assertj.core.data.Offset.offset(0.05));
    }

    @Test
    void explanationAddsUpToTheScore() {
        String domain = freshDomain("explainable");
        String accountId =
                signUpAndAwaitDecision(answers("e@" + domain, "51-200")).getString("accountId");
        send(List.of(identify("e-" + domain, "e@" + domain), track("e-" + domain, "Report Shared", Map.of())));
        JsonPath account = awaitEvents(accountId, 1);

        List<Number> points = account.getList("score.explanation.points");
        double sum = points.stream().mapToDouble(Number::doubleValue).sum();
        assertThat(sum).isCloseTo(account.getDouble("score.total"), org.assertj.core.data.Offset.offset(0.001));
    }
}
