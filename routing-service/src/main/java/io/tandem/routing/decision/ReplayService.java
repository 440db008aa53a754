package io.tandem.routing.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.policy.Policies;
import io.tandem.routing.storage.StoredDecisions;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Makes a decision again. It touches no live state: everything comes from what was stored with the decision. */
@ApplicationScoped
class ReplayService {
    private static final Pattern SENTENCE =
            Pattern.compile("/(ownerBecause|reason|reasons/\\d+|trace/\\d+/(because|description)|acv/how)");

    @Inject
    Policies policies;

    @Inject
    StoredDecisions stored;

    @Inject
    StoredJson json;

    @Transactional
    ReplayView replay(Decision decision) {
        CompiledPolicy policy = policies.version(decision.policyVersion());
        DecisionContent content = stored.read(decision.content());
        JsonNode replayed = Routing.decide(policy.policy(), content.inputs(), policy, asked -> content.pool())
                .map(routed -> json.treeOf(routed.outcome()))
                .orElse(JsonNodeFactory.instance.objectNode());
        List<ReplayView.Difference> differences = new ArrayList<>();
        compare("", json.treeOf(content.outcome(policy.policy())), replayed, differences);
        return ReplayView.of(decision.id(), differences, decision.redactedAt());
    }

    private static void compare(
            String at, JsonNode stored, JsonNode replayed, List<ReplayView.Difference> differences) {
        // What is new since the decision was made is absent there and null in a decision that does not need it.
        if (stored.equals(replayed) || isNothing(stored) && isNothing(replayed)) {
            return;
        }
        boolean objects = stored.isObject() && replayed.isObject();
        boolean arrays = stored.isArray() && replayed.isArray() && stored.size() == replayed.size();
        if (objects) {
            Set<String> names = new TreeSet<>();
            stored.fieldNames().forEachRemaining(names::add);
            replayed.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(at + "/" + name, stored.path(name), replayed.path(name), differences));
        } else if (arrays) {
            for (int i = 0; i < stored.size(); i++) {
                compare(at + "/" + i, stored.get(i), replayed.get(i), differences);
            }
        } else {
            boolean wording = stored.isTextual()
                    && replayed.isTextual()
                    && SENTENCE.matcher(at).matches();
            differences.add(new ReplayView.Difference(at, present(stored), present(replayed), wording));
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static JsonNode present(JsonNode node) {
        return node instanceof MissingNode ? null : node;
    }
}
