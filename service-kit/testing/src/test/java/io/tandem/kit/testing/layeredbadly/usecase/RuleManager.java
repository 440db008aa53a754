package io.tandem.kit.testing.layeredbadly.usecase;

import io.tandem.kit.testing.layered.domain.PureRule;
import io.tandem.kit.testing.layeredbadly.domain.ImpureRule;
import io.tandem.local.infra.KafkaTopics;

/** A use case that borrows from another service. */
public class RuleManager {
    public ImpureRule rule() {
        return new ImpureRule();
    }

    public PureRule borrowed() {
        KafkaTopics.create("");
        return null;
    }
}
