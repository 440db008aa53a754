package io.tandem.routing.handoff;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why the owner does not take a handoff. */
record DeclineRequest(@NotBlank @Size(max = 1000) String reason) {}
