package io.tandem.routing.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.Facts;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.policy.Policies;
import io.tandem.routing.storage.StoredDecisions;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for what would have made a decision another one. It reads what was stored with it and changes nothing. */
@ApplicationScoped
class WhyNotService {
    @Inject
    Policies policies;

    @Inject
    StoredDecisions stored;

    @Inject
    StoredJson json;

    @Transactional
    WhyNotView whyNot(Decision decision, Motion asked) {
        if (decision.motion() == asked) {
            String already = "It is " + Facts.motion(asked) + ", by rule " + decision.rule() + ".";
            return new WhyNotView(decision.id(), asked, asked, already, List.of(), 0, true);
        }
        CompiledPolicy policy = policies.version(decision.policyVersion());
        DecisionContent content = stored.read(decision.content());
        ObjectNode inputs = (ObjectNode) json.treeOf(content.inputs());
        InputChanges changes = InputChanges.of(policy.policy(), inputs);
        WhyNot.Found found =
                WhyNot.search(asked, inputs, changes.candidates(), changed -> decide(policy, changed, content.pool()));
        return view(decision, asked, found, found.complete() && changes.areComplete());
    }

    private Optional<Routing.Outcome> decide(CompiledPolicy policy, ObjectNode inputs, PoolState pool) {
        return Routing.decide(
                        policy.policy(),
                        json.value(inputs, RoutingInputs.class),
                        policy,
                        // Who would have got it is not asked: an empty pool does where none was stored.
                        asked -> pool == null ? new PoolState(new Ledger(asked, 0, List.of()), List.of()) : pool)
                .map(Routing.Routed::outcome);
    }

    private static WhyNotView view(Decision decision, Motion asked, WhyNot.Found found, boolean complete) {
        List<WhyNotView.Flip> flips = found.flips().stream()
                .map(flip -> new WhyNotView.Flip(flip.changes(), flip.rule(), inWords(asked, flip)))
                .toList();
        String none = "No change of up to " + WhyNot.CHANGES + " inputs that policy " + decision.policyVersion()
                + " looks at would have it " + Facts.motion(asked)
                + (complete ? "." : ", as far as " + found.tried() + " tries tell.");
        return new WhyNotView(
                decision.id(),
                decision.motion(),
                asked,
                flips.isEmpty() ? none : flips.get(0).inWords(),
                flips,
                found.tried(),
                complete);
    }

    private static String inWords(Motion asked, WhyNot.Flip flip) {
        return "It would have been " + Facts.motion(asked) + ", by rule " + flip.rule() + ", if "
                + flip.changes().stream().map(InputChange::inWords).collect(Collectors.joining(" and ")) + ".";
    }
}
