package io.tandem.scoring.domain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Events that a signal looks for, counted per user and day.
 *
 * @param events their names
 * @param where CEL over {@code event}; null for all of these names
 * @param by a property whose values are counted apart, or null
 * @param keep properties that are kept as evidence
 */
public record Watch(List<String> events, String where, String by, List<String> keep) {
    private static final int DIGITS = 16;

    public Watch {
        events = Lists.copy(events);
        keep = Lists.copy(keep);
    }

    /**
     * The same for the same watch in any model and version, so that what was counted goes on to count.
     *
     * @param onlyFirst whether only the first time matters, for which one row a user is kept
     */
    String id(boolean onlyFirst) {
        String all = events.stream().distinct().sorted().toList() + "|" + where + "|" + by + "|"
                + keep.stream().distinct().sorted().toList() + "|" + onlyFirst;
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, DIGITS);
    }
}
