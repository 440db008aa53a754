package io.tandem.routing.policy;

import io.tandem.contracts.Motion;
import io.tandem.routing.domain.AcvModel;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Territory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The pools of reps that a policy may ask, by its rules and by its lists of accounts, partners and territories. */
final class PolicyPools {
    private final Policy policy;

    PolicyPools(Policy policy) {
        this.policy = policy;
    }

    /** Every pool that a rule may send a handoff to. */
    Set<String> of(int rule) {
        Policy.Then then = policy.rules().get(rule).then();
        Set<String> pools = new LinkedHashSet<>(ofRule(rule).keySet());
        if (then.pool() == null) {
            List<Motion> motions = motions(then);
            ofLists().stream()
                    .filter(listed -> listed.motion() == null ? !motions.isEmpty() : motions.contains(listed.motion()))
                    .forEach(listed -> pools.add(listed.pool()));
        }
        return pools;
    }

    /** Every pool that a decision may ask, with the first place that names it. */
    Map<String, String> ofAll() {
        Map<String, String> pools = new LinkedHashMap<>();
        for (int i = 0; i < policy.rules().size(); i++) {
            ofRule(i).forEach(pools::putIfAbsent);
        }
        ofLists().forEach(listed -> pools.putIfAbsent(listed.pool(), listed.place()));
        return pools;
    }

    /** The motions with a human that a rule may say: its own, and where the worth may say more, those of higher bands. */
    private List<Motion> motions(Policy.Then then) {
        Stream<Motion> higher = then.orHigher()
                ? policy.acv().bands().stream()
                        .map(AcvModel.Band::motion)
                        .filter(motion -> PolicyLint.human(motion) > PolicyLint.human(then.motion()))
                : Stream.of();
        return Stream.concat(Stream.of(then.motion()), higher)
                .filter(motion -> motion.hasHuman() && !then.quiet())
                .distinct()
                .toList();
    }

    /** The pools that a rule itself says, with the places. */
    private Map<String, String> ofRule(int rule) {
        Policy.Then then = policy.rules().get(rule).then();
        String place = "/rules/" + rule + "/then";
        Map<String, String> pools = new LinkedHashMap<>();
        for (Motion motion : motions(then)) {
            if (then.pool() != null) {
                pools.put(then.pool(), place + "/pool");
            } else {
                pools.put(motion.name(), place + (motion == then.motion() ? "/motion" : "/orHigher"));
            }
        }
        return pools;
    }

    /** @param motion for which the pool is asked where a rule names none; null for every one with a human */
    private record ListedPool(String pool, Motion motion, String place) {}

    private List<ListedPool> ofLists() {
        List<ListedPool> pools = new ArrayList<>();
        for (int i = 0; i < policy.namedAccounts().size(); i++) {
            pools.add(new ListedPool(policy.namedAccounts().get(i).pool(), null, "/namedAccounts/" + i + "/pool"));
        }
        for (int i = 0; i < policy.partners().size(); i++) {
            pools.add(new ListedPool(policy.partners().get(i).pool(), Motion.PARTNER, "/partners/" + i + "/pool"));
        }
        addPools("/territories", policy.territories(), pools);
        pools.removeIf(listed -> listed.pool() == null);
        return pools;
    }

    private static void addPools(String place, List<Territory> territories, List<ListedPool> pools) {
        for (int i = 0; i < territories.size(); i++) {
            String here = place + "/" + i;
            territories
                    .get(i)
                    .pools()
                    .forEach((motion, pool) -> pools.add(new ListedPool(pool, motion, here + "/pools/" + motion)));
            addPools(here + "/parts", territories.get(i).parts(), pools);
        }
    }
}
