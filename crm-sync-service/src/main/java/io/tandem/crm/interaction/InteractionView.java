package io.tandem.crm.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tandem.crm.timeline.TimelineEntryView;
import java.time.Instant;
import java.util.UUID;

/** An interaction as recorded. */
record InteractionView(
        UUID id,
        String kind,
        String summary,
        Instant occurredAt,
        String author,
        @JsonProperty("private") boolean forAuthorOnly) {
    static InteractionView from(TimelineEntryView entry) {
        return new InteractionView(
                entry.id(), entry.kind().name(), entry.text(), entry.at(), entry.author(), entry.forAuthorOnly());
    }
}
