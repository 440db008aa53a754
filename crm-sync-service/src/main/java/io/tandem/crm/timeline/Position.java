package io.tandem.crm.timeline;

import io.tandem.kit.web.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A place in a list that is sorted newest first, ties by id: what a cursor points at. */
public record Position(Instant at, UUID id) {
    private static final String SEPARATOR = "|";

    /** Where the page before ended, or empty for the first page. */
    public static Optional<Position> endOfPageBefore(PageRequest page) {
        return page.cursorKey(Position::parse);
    }

    public String key() {
        return at + SEPARATOR + id;
    }

    private static Position parse(String key) {
        int separator = key.indexOf(SEPARATOR);
        return new Position(Instant.parse(key.substring(0, separator)), UUID.fromString(key.substring(separator + 1)));
    }
}
