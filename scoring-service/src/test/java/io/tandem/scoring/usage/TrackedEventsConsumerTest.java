package io.tandem.scoring.usage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.AccountActivated;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.SignalDetected;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class TrackedEventsConsumerTest {
    private final String name = "k" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID account = AccountId.ofDomain(name + ".com");
    private final UUID source = UUID.randomUUID();

    @Inject
    ScoreService scores;

    @Test
    void tellsOfTheFirstScoreOfAnAccount() {
        identify();

        AccountScored scored = TestTopics.await(Topics.SCORES, AccountScored.class, this::ofThisAccount);

        assertEquals(Trigger.USAGE, scored.trigger());
        assertEquals(name + ".com", scored.domain());
        assertEquals(5, scored.score().fit());
        assertEquals("ana@" + name + ".com", scored.people().get(0).email());
        assertNull(scored.signup());
    }

    @Test
    void ignoresRedeliveredEvent() {
        identify();
        UUID eventId = UUID.randomUUID();
        TrackedEvent event = call(TestCall.track("Report Shared"));
        for (int i = 0; i < 10; i++) {
            TestTopics.send(Topics.TRACKED_EVENTS, eventId, event);
        }
        TestTopics.send(Topics.TRACKED_EVENTS, call(TestCall.track("Signed In").message("last")));

        awaitRule("signed-in");
        assertEquals(2, read().facts().usage().events());
    }

    @Test
    void tellsEachSignalAndTheActivationOnce() {
        identify();
        TestTopics.send(
                Topics.TRACKED_EVENTS, call(TestCall.track("Plan Limit Reached").with(Map.of("limit", "seats"))));
        TestTopics.send(Topics.TRACKED_EVENTS, call(TestCall.track("Report Shared")));
        TestTopics.send(Topics.TRACKED_EVENTS, call(TestCall.track("Plan Limit Reached")));
        TestTopics.send(Topics.TRACKED_EVENTS, call(TestCall.track("Report Shared")));
        TestTopics.send(Topics.TRACKED_EVENTS, call(TestCall.track("Invite Sent")));
        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                scored -> ofThisAccount(scored) && scored.usage().events() == 5);

        List<TestTopics.Sent<SignalDetected>> signals =
                TestTopics.present(Topics.SCORES, SignalDetected.class, detected -> detected.accountId()
                        .equals(account));
        assertEquals(
                List.of("ana@" + name + ".com hit the seats limit", name + ".com reached its first value"),
                signals.stream().map(sent -> sent.event().signal().reason()).toList());
        List<TestTopics.Sent<AccountActivated>> activations =
                TestTopics.present(Topics.SCORES, AccountActivated.class, activated -> activated
                        .accountId()
                        .equals(account));
        assertEquals(
                List.of("Report Shared"),
                activations.stream().map(sent -> sent.event().event()).toList());
    }

    private void identify() {
        TestTopics.send(
                Topics.TRACKED_EVENTS, call(TestCall.identify("ana" + name, Map.of("email", "ana@" + name + ".com"))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !scores.read(List.of(account), Instant.now()).isEmpty());
    }

    private void awaitRule(String rule) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> read().facts().usageByRule().containsKey(rule));
    }

    private TrackedEvent call(TestCall call) {
        return call.user("ana" + name).from(source).made();
    }

    private ScoredAccount read() {
        return scores.read(List.of(account), Instant.now()).get(0);
    }

    private boolean ofThisAccount(AccountScored scored) {
        return scored.accountId().equals(account);
    }
}
