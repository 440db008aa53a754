package io.tandem.routing.decision;

import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.policy.Policies;
import io.tandem.routing.storage.StoredDecisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells stored decisions in words, by the policies that they were made with. */
@ApplicationScoped
class Explanations {
    @Inject
    Policies policies;

    @Inject
    StoredDecisions stored;

    private final Map<String, Clauses> clauses = new ConcurrentHashMap<>();

    @Transactional
    DecisionView view(Decision decision) {
        Policy policy = policies.version(decision.policyVersion()).policy();
        DecisionContent content = stored.read(decision.content());
        Routing.Outcome outcome = content.outcome(policy);
        // A published policy never changes, so its conditions are taken apart once.
        Clauses apart = clauses.computeIfAbsent(decision.policyVersion(), version -> Clauses.of(policy));
        return DecisionView.from(
                decision, content.inputs(), outcome, Explanation.of(policy, apart, content.inputs(), outcome));
    }
}
