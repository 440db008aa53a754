package io.tandem.scoring.domain.prediction;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Where it stands that the predictions of all accounts are made anew. Ids are hashes, so accounts lie evenly in their
 * range, and a pass goes through it as evenly as time goes by; the first of a model goes through it at once.
 *
 * @param walkedTo accounts up to this id have had their turn
 */
public record RefreshPass(boolean first, Instant startedAt, UUID walkedTo) {
    public static final UUID BEFORE_ALL = new UUID(0, 0);
    public static final UUID AFTER_ALL = new UUID(-1, -1);

    public static RefreshPass first(Instant now) {
        return new RefreshPass(true, now, BEFORE_ALL);
    }

    /** The id up to which accounts should have had their turn by now. */
    public UUID dueTo(Duration every, Instant now) {
        double passed = (double) Duration.between(startedAt, now).toMillis() / every.toMillis();
        if (first || passed >= 1) {
            return AFTER_ALL;
        }
        // In 32 bits, which no sign is in the way of.
        return new UUID((long) (Math.max(0, passed) * (1L << 32)) << 32, 0);
    }

    /** When accounts up to this id have had their turn: at the end the next pass begins. */
    public RefreshPass walked(UUID to, Instant now) {
        return to.equals(AFTER_ALL) ? new RefreshPass(false, now, BEFORE_ALL) : new RefreshPass(first, startedAt, to);
    }
}
