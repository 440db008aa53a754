package io.tandem.routing.login;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far Keycloak knows a rep. */
public record LoginView(
        State state,

        @Schema(description = "Why the last attempt failed; null when it did not", nullable = true)
        String problem,

        @Schema(description = "When it is tried next; null when there is nothing to do", nullable = true)
        Instant nextAttemptAt) {

    /** What the rep can do there. */
    public enum State {
        /** Keycloak is to be told; it is tried until it works. */
        PENDING,
        /** The rep can log in, with the role account-executive. */
        ENABLED,
        /** The rep is switched off, here as there. */
        DISABLED
    }
}
