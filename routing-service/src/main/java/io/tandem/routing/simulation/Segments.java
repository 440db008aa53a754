package io.tandem.routing.simulation;

import io.tandem.contracts.Motion;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.policy.CompiledPolicy;
import java.util.List;

/** Parts of the history by a condition like those of rules. */
final class Segments {
    private Segments() {}

    /**
     * A policy with the condition as its only rule, or null where there is none.
     *
     * @param like of which worth, lists and territories are taken
     * @throws IllegalArgumentException saying what is wrong with the condition
     */
    static CompiledPolicy compiled(String condition, Policy like) {
        if (condition == null) {
            return null;
        }
        Policy.Then then = new Policy.Then(Motion.SELF_SERVE, false, null, 0, "", null, false);
        Policy.Rule rule = new Policy.Rule("segment", "segment", condition, then);
        return CompiledPolicy.of(new Policy(
                like.version(),
                like.description(),
                like.acv(),
                like.cacGuard(),
                like.seatsBands(),
                like.namedAccounts(),
                like.partners(),
                like.territories(),
                List.of(rule)));
    }
}
