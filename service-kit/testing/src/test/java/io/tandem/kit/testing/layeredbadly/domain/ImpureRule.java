package io.tandem.kit.testing.layeredbadly.domain;

import io.tandem.kit.testing.layeredbadly.usecase.RuleManager;
import io.tandem.kit.web.Problem;

/** A domain class that knows a framework and its own callers. */
public class ImpureRule {
    public RuleManager manager() {
        throw Problem.notFound("none");
    }
}
