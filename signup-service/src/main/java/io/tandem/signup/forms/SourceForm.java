package io.tandem.signup.forms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The form of a source: the published version, and those that were published until recently, for whoever was still
 * filling them in.
 */
public record SourceForm(
        UUID sourceId, String sourceName, boolean enabled, PublishedForm current, List<Retired> earlier) {
    static final Duration GRACE = Duration.ofHours(24);

    record Retired(PublishedForm form, Instant at) {}

    /** The version somebody says to have filled in, if it still counts; else the published one. */
    public PublishedForm filledIn(Integer version, Instant now) {
        return earlier.stream()
                .filter(retired -> version != null && retired.form().version() == version)
                .filter(retired -> now.isBefore(retired.at().plus(GRACE)))
                .map(Retired::form)
                .findFirst()
                .orElse(current);
    }
}
