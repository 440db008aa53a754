package io.tandem.routing.policy;

import dev.cel.common.CelValidationException;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.AcvModel;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Staffing;
import io.tandem.routing.domain.TerritoryOverlaps;
import io.tandem.routing.policy.LintFinding.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What an admin had better look at before a policy goes live. */
final class PolicyLint {
    private final Policy policy;
    private final PolicyPools pools;
    private final Staffing staffing;
    private final Instant now;
    private final List<LintFinding> findings = new ArrayList<>();

    private PolicyLint(Policy policy, Staffing staffing, Instant now) {
        this.policy = policy;
        this.pools = new PolicyPools(policy);
        this.staffing = staffing;
        this.now = now;
    }

    /** Only what keeps a policy from being published, which takes no trying out. */
    static List<LintFinding> errors(Policy policy, Staffing staffing, Instant now) {
        PolicyLint lint = new PolicyLint(policy, staffing, now);
        lint.bands();
        lint.rulesNeverAsked();
        lint.missingPools();
        return lint.findings;
    }

    /** A decision that asks one of these fails. Pools are never deleted, so what has none stays without. */
    static List<LintFinding> missingPools(Policy policy, Staffing staffing) {
        PolicyLint lint = new PolicyLint(policy, staffing, null);
        lint.missingPools();
        return lint.findings;
    }

    /** @param policy whose conditions can be compiled */
    static List<LintFinding> findings(Policy policy, Staffing staffing, Instant now) {
        PolicyLint lint = new PolicyLint(policy, staffing, now);
        lint.bands();
        lint.rulesNeverAsked();
        lint.conditionsThatCanFail();
        lint.rules();
        lint.missingPools();
        lint.emptyPools();
        lint.owners();
        TerritoryOverlaps.of(policy.territories())
                .forEach(overlap -> lint.findings.add(LintFinding.warning(
                        Check.OVERLAPPING_TERRITORIES,
                        overlap.place(),
                        null,
                        overlap.first() + " and " + overlap.second() + " both hold " + overlap.shared()
                                + "; such an account goes to " + overlap.wins())));
        lint.firstTouches();
        return lint.findings;
    }

    private void bands() {
        List<AcvModel.Band> bands = policy.acv().bands();
        for (int i = 0; i < bands.size(); i++) {
            AcvModel.Band band = bands.get(i);
            boolean last = i == bands.size() - 1;
            String place = "/acv/bands/" + i;
            if (last != (band.upTo() == null)) {
                findings.add(LintFinding.error(
                        Check.BAND_NOT_MONOTONE,
                        place,
                        null,
                        last
                                ? "band " + band.name() + " is the last, so it must be without an upper end"
                                : "band " + band.name() + " has no upper end, so no band above it is reached"));
            }
            if (i == 0) {
                continue;
            }
            AcvModel.Band before = bands.get(i - 1);
            if (before.upTo() != null && band.upTo() != null && band.upTo().compareTo(before.upTo()) <= 0) {
                findings.add(LintFinding.error(
                        Check.BAND_NOT_MONOTONE,
                        place,
                        null,
                        "band " + band.name() + " ends at " + band.upTo().toPlainString() + ", not above "
                                + before.name() + ", which ends at "
                                + before.upTo().toPlainString()));
            }
            if (human(band.motion()) < human(before.motion())) {
                findings.add(LintFinding.error(
                        Check.BAND_NOT_MONOTONE,
                        place,
                        null,
                        "band " + band.name() + " is worth more than " + before.name() + " but says " + band.motion()
                                + " after " + before.motion()));
            }
        }
    }

    /** Behind a rule for everybody no rule is ever asked. That takes no trying out, so it cannot be a mistake of lint. */
    private void rulesNeverAsked() {
        for (int i = asked(); i < policy.rules().size(); i++) {
            findings.add(LintFinding.error(
                    Check.UNREACHABLE_RULE,
                    "/rules/" + i,
                    policy.rules().get(i).name(),
                    "rule " + policy.rules().get(asked() - 1).name()
                            + " before it is for everybody, so this one is never asked"));
        }
    }

    /** How many rules there are up to the first one for everybody, that one included. */
    private int asked() {
        for (int i = 0; i < policy.rules().size(); i++) {
            if (policy.rules().get(i).condition().strip().equals("true")) {
                return i + 1;
            }
        }
        return policy.rules().size();
    }

    private void conditionsThatCanFail() {
        for (int i = 0; i < policy.rules().size(); i++) {
            Policy.Rule rule = policy.rules().get(i);
            if (rule.when() == null) {
                continue;
            }
            try {
                for (FailingConditions.Place place : FailingConditions.of(rule.when())) {
                    findings.add(new LintFinding(
                            Check.CONDITION_CAN_FAIL,
                            LintFinding.Severity.WARNING,
                            "/rules/" + i + "/when",
                            rule.name(),
                            place.line(),
                            place.column(),
                            place.reason()));
                }
            } catch (CelValidationException invalid) {
                throw new IllegalArgumentException("rule " + rule.name() + ": " + invalid.getMessage(), invalid);
            }
        }
    }

    private void rules() {
        RuleSampling sampling = RuleSampling.of(policy);
        for (int i = 0; i < asked(); i++) {
            Policy.Rule rule = policy.rules().get(i);
            String place = "/rules/" + i;
            Set<String> takenBy = sampling.takenBy(rule);
            if (!sampling.decides(rule) && takenBy.isEmpty()) {
                findings.add(LintFinding.warning(
                        Check.UNREACHABLE_RULE,
                        place,
                        rule.name(),
                        "no input was found for which the condition holds"));
            } else if (!sampling.decides(rule)) {
                findings.add(LintFinding.warning(
                        Check.SHADOWED_RULE,
                        place,
                        rule.name(),
                        "whatever it matches, an earlier rule takes: " + String.join(", ", takenBy)));
            }
            boolean known = findings.stream()
                    .anyMatch(found -> found.check() == Check.CONDITION_CAN_FAIL
                            && rule.name().equals(found.rule()));
            if (sampling.failure(rule) != null && !known) {
                findings.add(LintFinding.warning(
                        Check.CONDITION_CAN_FAIL, place + "/when", rule.name(), sampling.failure(rule)));
            }
        }
        if (sampling.gap() != null) {
            findings.add(LintFinding.warning(
                    Check.GAP,
                    "/rules",
                    null,
                    "no rule matches, for example, where " + sampling.gap() + "; such an account serves itself"));
        }
    }

    private void missingPools() {
        pools.ofAll().forEach((pool, place) -> {
            if (!staffing.pools().containsKey(pool)) {
                findings.add(LintFinding.error(Check.EMPTY_POOL, place, null, "there is no pool " + pool));
            }
        });
    }

    private void emptyPools() {
        pools.ofAll().forEach((pool, place) -> {
            if (staffing.pools().containsKey(pool) && staffing.active(pool).isEmpty()) {
                findings.add(LintFinding.warning(
                        Check.EMPTY_POOL,
                        place,
                        null,
                        "nobody who is switched on serves pool " + pool + ", so handoffs to it wait in the queue"));
            }
        });
    }

    private void owners() {
        for (int i = 0; i < policy.namedAccounts().size(); i++) {
            Policy.NamedAccounts list = policy.namedAccounts().get(i);
            if (list.owner() != null && !staffing.isActive(list.owner())) {
                findings.add(LintFinding.warning(
                        Check.INACTIVE_OWNER,
                        "/namedAccounts/" + i + "/owner",
                        null,
                        list.owner() + " is no rep who is switched on, so the accounts of " + list.name()
                                + " go to the pool"));
            }
        }
    }

    private void firstTouches() {
        for (int i = 0; i < policy.rules().size(); i++) {
            Policy.Rule rule = policy.rules().get(i);
            String place = "/rules/" + i + "/then/slaMinutes";
            pools.of(i).stream()
                    .map(pool -> staffing.whyNeverInTime(pool, rule.then().slaMinutes(), now))
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(reason ->
                            findings.add(LintFinding.warning(Check.SLA_IMPOSSIBLE, place, rule.name(), reason)));
        }
    }

    /** How much of a human is in a motion. */
    static int human(Motion motion) {
        return switch (motion) {
            case NURTURE, SELF_SERVE -> 0;
            case SALES_ASSIST -> 1;
            case SALES_LED, PARTNER -> 2;
        };
    }
}
