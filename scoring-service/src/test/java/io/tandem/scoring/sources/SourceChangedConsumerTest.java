package io.tandem.scoring.sources;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SourceChangedConsumerTest {
    @Test
    void refusesTheKeysOfASourceThatIsSwitchedOff() {
        TestSource source = TestSource.announced();

        TestTopics.send(Topics.SOURCES, source.changed(false, Instant.now()));

        await().atMost(Duration.ofSeconds(30)).until(() -> source.settingsStatus() == 401);
    }

    @Test
    void ignoresRedeliveredEvent() {
        TestSource source = TestSource.announced();
        UUID eventId = UUID.randomUUID();
        Instant now = Instant.now();
        TestTopics.send(Topics.SOURCES, eventId, source.changed(false, now.plusSeconds(1)));
        TestTopics.send(Topics.SOURCES, source.changed(true, now.plusSeconds(2)));
        await().atMost(Duration.ofSeconds(30)).until(() -> source.settingsStatus() == 200);

        TestTopics.send(Topics.SOURCES, eventId, source.changed(false, now.plusSeconds(3)));

        awaitConsumed(source);
        assertEquals(200, source.settingsStatus());
    }

    @Test
    void doesNotReplaceANewerStateByAnOlder() {
        TestSource source = TestSource.announced();

        TestTopics.send(Topics.SOURCES, source.changed(false, Instant.now().minusSeconds(3600)));

        awaitConsumed(source);
        assertEquals(200, source.settingsStatus());
    }

    /** What was sent before about the same source is consumed once a later change of it shows. */
    private static void awaitConsumed(TestSource source) {
        TestSource marker = new TestSource(source.id(), "tk_marker-" + UUID.randomUUID());
        TestTopics.send(Topics.SOURCES, source.changed(true, Instant.now().plusSeconds(60), marker.writeKey()));
        await().atMost(Duration.ofSeconds(30)).until(() -> marker.settingsStatus() == 200);
    }
}
