package io.tandem.scoring.usage;

import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.identity.Statements;
import io.tandem.scoring.models.EventMatching;
import io.tandem.scoring.signals.RollupService;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One event of a user as a measure sees it. */
record Usage(String userKey, String measure, BigDecimal weight, Instant at, boolean daily) {
    private static final Set<String> COUNTED = Set.of("track", "page", "screen");

    /** Whether a call is an event that counts; identify, group and alias only say who is who. */
    static boolean counts(RollupService.Call call) {
        return COUNTED.contains(call.type());
    }

    /** What is known of a call, worked out once for all who count it. */
    static RollupService.Call call(TrackedEvent call) {
        return new RollupService.Call(
                Statements.userKeyOf(call),
                call.type(),
                call.event(),
                call.properties() == null ? Map.of() : call.properties(),
                happenedAt(call),
                call.messageId());
    }

    /** Nothing for calls that do not count. */
    static Stream<Usage> of(RollupService.Call call, EventMatching matching) {
        return !counts(call)
                ? Stream.empty()
                : matching.of(call.type(), call.event(), call.properties()).stream()
                        .map(counted -> new Usage(
                                call.userKey(),
                                counted.id(),
                                counted.measure().weight(call.at()),
                                call.at(),
                                counted.measure().daily()));
    }

    /**
     * A clock that stood at nothing says nothing, and the database has no years before year one; nor has it nanoseconds,
     * and what is counted later from there must weigh the same.
     */
    private static Instant happenedAt(TrackedEvent call) {
        return call.timestamp().isBefore(Instant.EPOCH)
                ? Instant.EPOCH
                : call.timestamp().truncatedTo(ChronoUnit.MICROS);
    }
}
