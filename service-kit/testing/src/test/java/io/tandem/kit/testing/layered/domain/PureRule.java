package io.tandem.kit.testing.layered.domain;

import io.tandem.contracts.Motion;
import java.util.Optional;

/** A domain class as it should be. */
public record PureRule(Optional<Motion> motion) {}
