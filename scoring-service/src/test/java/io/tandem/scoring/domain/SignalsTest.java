package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.StandardModel.MODEL;
import static io.tandem.scoring.domain.TestFacts.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.contracts.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsTest {
    @Test
    void severalUsersFiresWithTheThirdPerson() {
        assertEquals(List.of(), signals(new TestFacts().users(2)));

        Signal signal = signals(new TestFacts().users(3)).get(0);

        assertEquals("several-users", signal.name());
        assertEquals(
                "3 people of acme.com use the product: user0@acme.com, user1@acme.com, user2@acme.com",
                signal.reason());
        assertEquals(NOW.minusSeconds(98), signal.firedAt());
        assertEquals(3, signal.evidence().get("users"));
    }

    @Test
    void severalUsersNamesTheFirstFiveAndCountsTheOthers() {
        String reason = signals(new TestFacts().users(12)).get(0).reason();

        assertEquals(
                "12 people of acme.com use the product: user0@acme.com, user1@acme.com, user2@acme.com,"
                        + " user3@acme.com, user4@acme.com and 7 more",
                reason);
    }

    @Test
    void upgradeBlockedSaysWhoHitWhichLimit() {
        Signal signal = signals(new TestFacts()
                        .used(
                                "plan-limit-reached",
                                2,
                                NOW,
                                "ben@acme.com",
                                Map.of("limit", "seats", "plan", "starter")))
                .get(0);

        assertEquals("upgrade-blocked", signal.name());
        assertEquals("ben@acme.com hit the seats limit of the starter plan", signal.reason());
        assertEquals(
                Map.of(
                        "event",
                        "Plan Limit Reached",
                        "who",
                        "ben@acme.com",
                        "times",
                        2L,
                        "limit",
                        "seats",
                        "plan",
                        "starter"),
                signal.evidence());
    }

    @Test
    void upgradeBlockedSaysOnlyWhatIsKnown() {
        assertEquals(
                "ben hit a plan limit",
                signals(new TestFacts().used("plan-limit-reached", 1, NOW, "ben", Map.of()))
                        .get(0)
                        .reason());
    }

    @Test
    void enterpriseFeatureTouchedNamesTheFeature() {
        Signal signal = signals(
                        new TestFacts().used("enterprise-feature", 1, NOW, "ben@acme.com", Map.of("feature", "sso")))
                .get(0);

        assertEquals("enterprise-feature-touched", signal.name());
        assertEquals("ben@acme.com touched an enterprise feature: sso", signal.reason());
    }

    private static List<Signal> signals(TestFacts facts) {
        return Signals.inForce(MODEL, facts.facts());
    }
}
