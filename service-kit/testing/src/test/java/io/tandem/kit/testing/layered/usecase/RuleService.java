package io.tandem.kit.testing.layered.usecase;

import io.tandem.kit.testing.layered.domain.PureRule;
import java.util.Optional;

/** A use case that builds on the domain. */
public class RuleService {
    public PureRule rule() {
        return new PureRule(Optional.empty());
    }
}
