package io.tandem.benchmarks;

import io.tandem.contracts.Motion;
import io.tandem.routing.domain.Policy;
import java.util.ArrayList;
import java.util.List;

/** The rules of a policy behind so many others that they are fifty; none of those holds, so that all are looked at. */
final class FiftyRules {
    private static final int RULES = 50;

    private FiftyRules() {}

    static List<Policy.Rule> around(Policy policy) {
        Policy.Then then = new Policy.Then(Motion.SALES_LED, false, null, 60, "bench", null, false);
        List<Policy.Rule> rules = new ArrayList<>();
        for (int i = policy.rules().size(); i < RULES; i++) {
            rules.add(new Policy.Rule("bench-" + i, "bench", condition(i), then));
        }
        rules.addAll(policy.rules());
        return rules;
    }

    static String condition(int i) {
        return switch (i % 5) {
            case 0 -> "signup.country == 'X" + i + "' && account.employees >= " + i;
            case 1 -> "account.acv > " + i + "000000 && score.fit >= 30.5";
            case 2 -> "signup.isNew && signup.role in ['R" + i + "', 'S" + i + "']";
            case 3 -> "account.industry == 'I" + i + "' || account.users > 1000" + i;
            default -> "signals.exists(s, s.name == 'signal-" + i + "')";
        };
    }
}
