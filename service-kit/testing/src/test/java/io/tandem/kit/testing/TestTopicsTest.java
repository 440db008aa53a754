package io.tandem.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.SourceChanged;
import io.tandem.contracts.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TestTopicsTest {
    @Test
    void readsBackWhatItSent() {
        var event = new SourceChanged(
                UUID.randomUUID(), "site", "WEBSITE", List.of("abc"), true, Instant.parse("2026-01-02T03:04:05Z"));
        var eventId = TestTopics.send(Topics.SOURCES, event);

        var found = TestTopics.await(
                Topics.SOURCES, SourceChanged.class, 1, sent -> sent.sourceId().equals(event.sourceId()));

        assertEquals(event, found.get(0).event());
        assertEquals(eventId, found.get(0).eventId());
        assertEquals(event.key(), found.get(0).headers().get("ce_subject"));
        assertEquals(found, TestTopics.present(Topics.SOURCES, SourceChanged.class, sent -> sent.equals(event)));
    }

    @Test
    void leavesOutWhatIsNotAskedFor() {
        TestTopics.sendRaw(Topics.SOURCES, "key", UUID.randomUUID(), "SomethingElse", new byte[] {1});
        assertTrue(TestTopics.present(
                        Topics.SOURCES, SourceChanged.class, sent -> sent.name().equals("no such name"))
                .isEmpty());
        assertTrue(TestTopics.records(Topics.SOURCES).stream()
                .anyMatch(record -> record.key().equals("key")));
    }
}
