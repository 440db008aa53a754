package io.tandem.routing.handoff;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The first touch. */
record WorkRequest(@NotNull Touch how, @Size(max = 1000) String note) {
    enum Touch {
        EMAIL,
        CALL,
        MEETING,
        CHAT,
        OTHER
    }
}
