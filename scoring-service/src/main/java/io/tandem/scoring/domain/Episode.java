package io.tandem.scoring.domain;

import java.time.Instant;
import java.util.Map;

/**
 * Once that a signal was in force.
 *
 * @param startedAt when the pattern was complete; a pattern of whole days is dated to the start of the day
 * @param endedAt null while it goes on
 * @param fired what showed it when it began
 * @param latest what shows it now, or showed it last
 */
public record Episode(Instant startedAt, Instant endedAt, Finding fired, Finding latest) {

    /**
     * What shows a pattern.
     *
     * @param reason one plain sentence
     * @param evidence numbers, names and period; values are strings, numbers or lists of them
     */
    public record Finding(String reason, Map<String, Object> evidence) {}

    boolean goesOn() {
        return endedAt == null;
    }

    boolean meets(Instant start, Instant end) {
        return (endedAt == null || !start.isAfter(endedAt)) && (end == null || !startedAt.isAfter(end));
    }
}
