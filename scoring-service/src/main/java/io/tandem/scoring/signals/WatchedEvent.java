package io.tandem.scoring.signals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * One event of a user as a watch sees it.
 *
 * @param day the day to count it under
 * @param thing the value that is counted apart, or empty
 */
record WatchedEvent(
        String userKey,
        String watch,
        LocalDate day,
        String thing,
        Instant at,
        String messageId,
        Map<String, Object> detail) {}
