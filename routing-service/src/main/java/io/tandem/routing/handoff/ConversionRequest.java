package io.tandem.routing.handoff;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What came of a handoff. */
record ConversionRequest(
        @NotNull Outcome outcome, @Size(max = 1000) String note) {
    enum Outcome {
        OPPORTUNITY,
        CUSTOMER
    }
}
