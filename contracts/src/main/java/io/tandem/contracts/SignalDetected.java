package io.tandem.contracts;

import java.util.UUID;

/** A signal fired for an account, once per episode. Topic {@code scores.v1}, before the score that contains it. */
public record SignalDetected(UUID accountId, Signal signal) implements Event.OfAccount {}
