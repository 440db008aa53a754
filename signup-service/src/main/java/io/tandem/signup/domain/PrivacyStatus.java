package io.tandem.signup.domain;

import java.time.Duration;
import java.time.Instant;

/** How far a request for export or erasure is. */
public enum PrivacyStatus {
    OPEN,
    OVERDUE,
    COMPLETE;

    /** Overdue is what some service has not answered after so long. */
    public static PrivacyStatus of(Instant requestedAt, Instant completedAt, Instant now, Duration patience) {
        if (completedAt != null) {
            return COMPLETE;
        }
        return requestedAt.plus(patience).isBefore(now) ? OVERDUE : OPEN;
    }
}
