package io.tandem.crm.timeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tandem.crm.domain.EntryKind;
import java.time.Instant;
import java.util.UUID;

/**
 * A timeline entry as shown.
 *
 * @param author who wrote it, or null where an event tells of itself
 */
public record TimelineEntryView(
        UUID id,
        EntryKind kind,
        Instant at,
        String text,
        String author,
        @JsonProperty("private") boolean forAuthorOnly) {
    static TimelineEntryView from(TimelineEntry entry) {
        return new TimelineEntryView(
                entry.eventId(), entry.kind(), entry.at(), entry.text(), entry.author(), entry.forAuthorOnly());
    }
}
