package io.tandem.contracts;

import java.time.Instant;

/**
 * Product usage of an account in numbers.
 *
 * @param events tracked events that count, duplicates excluded
 * @param activeUsers people seen in the last 30 days
 * @param users people ever seen
 */
public record UsageFacts(long events, int activeUsers, int users, Instant firstSeenAt, Instant lastSeenAt) {
    public static final UsageFacts NONE = new UsageFacts(0, 0, 0, null, null);
}
