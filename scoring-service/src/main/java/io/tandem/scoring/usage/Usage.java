package io.tandem.scoring.usage;

import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.identity.Statements;
import io.tandem.scoring.models.EventMatching;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One event of a user as a measure sees it. */
record Usage(
        String userKey, String measure, BigDecimal weight, Instant at, String messageId, Map<String, Object> detail) {
    private static final Set<String> COUNTED = Set.of("track", "page", "screen");

    /** Whether a call is an event that counts; identify, group and alias only say who is who. */
    static boolean counts(TrackedEvent call) {
        return COUNTED.contains(call.type());
    }

    /** Nothing for calls that do not count. */
    static Stream<Usage> of(TrackedEvent call, EventMatching matching) {
        if (!counts(call)) {
            return Stream.empty();
        }
        String user = Statements.userKeyOf(call);
        Instant at = happenedAt(call);
        Map<String, Object> properties = call.properties() == null ? Map.of() : call.properties();
        return matching.of(call).stream()
                .map(counted -> new Usage(
                        user,
                        counted.id(),
                        counted.measure().weight(at),
                        at,
                        call.messageId(),
                        kept(counted.measure(), properties)));
    }

    /** A clock that stood at nothing says nothing, and the database has no years before year one. */
    static Instant happenedAt(TrackedEvent call) {
        return call.timestamp().isBefore(Instant.EPOCH) ? Instant.EPOCH : call.timestamp();
    }

    private static Map<String, Object> kept(Measure measure, Map<String, Object> properties) {
        Map<String, Object> kept = new TreeMap<>();
        for (String name : measure.keep()) {
            Object value = properties.get(name);
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                kept.put(name, value);
            }
        }
        return kept;
    }
}
