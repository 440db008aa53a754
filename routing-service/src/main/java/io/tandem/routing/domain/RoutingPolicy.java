package io.tandem.routing.domain;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Applies a policy: which motion, and why. The same arguments always give the same choice. */
public final class RoutingPolicy {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z.]+)}");

    /** Named as the rule where none matched. */
    static final String NO_RULE = "none";

    private RoutingPolicy() {}

    /** The choice with what each rule said and why. */
    public static Choice apply(Policy policy, RoutingInputs inputs, Conditions conditions) {
        Situation situation = Situation.of(policy, inputs);
        Map<String, Object> variables = Variables.of(situation);
        List<TraceStep> trace = new ArrayList<>();
        Policy.Rule decider = null;
        for (Policy.Rule rule : policy.rules()) {
            if (decider != null) {
                trace.add(TraceStep.notReached(rule, decider.name()));
                continue;
            }
            Conditions.Verdict verdict = conditions.test(rule, variables);
            if (verdict.error() != null) {
                trace.add(step(rule, TraceStep.Result.FAILED, verdict.error()));
            } else if (verdict.matched()) {
                trace.add(step(rule, TraceStep.Result.MATCHED, verdict.because()));
                decider = rule;
            } else {
                trace.add(step(rule, TraceStep.Result.NOT_MATCHED, verdict.because()));
            }
        }
        return choose(policy, decider, situation, variables, trace, true);
    }

    /** The same choice without what the rules said and without reasons, several times faster: for many at once. */
    public static Choice applyUntraced(Policy policy, RoutingInputs inputs, Conditions conditions) {
        Situation situation = Situation.untold(policy, inputs);
        Map<String, Object> variables = Variables.of(situation);
        Policy.Rule decider = null;
        for (Policy.Rule rule : policy.rules()) {
            if (conditions.holds(rule, variables)) {
                decider = rule;
                break;
            }
        }
        return choose(policy, decider, situation, variables, new ArrayList<>(), false);
    }

    private static Choice choose(
            Policy policy,
            Policy.Rule decider,
            Situation situation,
            Map<String, Object> variables,
            List<TraceStep> trace,
            boolean inWords) {
        RoutingInputs inputs = situation.inputs();
        AcvEstimate acv = situation.acv();
        String rule = decider == null ? NO_RULE : decider.name();
        Motion said = decider == null ? Motion.SELF_SERVE : motionOf(decider.then(), inputs, acv);
        String reason = !inWords
                ? ""
                : decider == null
                        ? "No rule matched, so the account serves itself"
                        : fill(decider.then().reason(), variables, inputs.signals());
        Motion motion = decider == null
                        || decider.then().whateverItCosts()
                        || decider.then().quiet()
                ? said
                : affordable(said, policy.cacGuard(), acv);
        if (motion != said) {
            String because = acv.amount().toPlainString() + " " + acv.currency() + " a year is less than the "
                    + policy.cacGuard().least(said).toPlainString() + " that " + said + " has to bring, "
                    + policy.cacGuard().atLeast().toPlainString() + " times what it costs";
            trace.add(new TraceStep(
                    "cac-guard",
                    "A human takes over only where the account is worth what that costs",
                    TraceStep.Result.ADJUSTED,
                    "rule " + rule + " said " + said + ", but " + because));
            reason += "; " + because;
        }
        // Stepping back while somebody is at work would drop the account without a word.
        if (inputs.account().handoff() != null && inputs.meetsHumanAlready()) {
            Motion kept = higher(motion, inputs.account().motion());
            if (kept != motion) {
                trace.add(new TraceStep(
                        "open-handoff",
                        "While a handoff is open an account never steps back",
                        TraceStep.Result.ADJUSTED,
                        "rule " + rule + " said " + motion + ", the account is " + kept + " with an open handoff"));
                motion = kept;
            }
        }
        if (motion.hasHuman() && inputs.isResting()) {
            trace.add(new TraceStep(
                    "rest",
                    "After a handoff of which nothing came an account is left in peace for a while",
                    TraceStep.Result.ADJUSTED,
                    "rule " + rule + " said " + motion + ", the account rests until "
                            + inputs.account().rest().until()));
            motion = Motion.SELF_SERVE;
            reason = inputs.account().name() + " can go on at once and on its own";
        }
        boolean human = motion.hasHuman();
        Policy.NamedAccounts named = situation.namedAccounts();
        return new Choice(
                motion,
                rule,
                reason,
                human && inWords ? reasons(decider, reason, inputs.signals()) : List.of(),
                human ? pool(decider, situation, motion) : null,
                decider == null ? 0 : decider.then().slaMinutes(),
                decider != null && decider.then().quiet(),
                acv,
                List.copyOf(trace),
                human && named != null ? named.owner() : null,
                decider == null ? null : decider.then().needs());
    }

    private static String pool(Policy.Rule decider, Situation situation, Motion motion) {
        return decider != null && decider.then().pool() != null ? decider.then().pool() : situation.pool(motion);
    }

    /** The motion, or the next one with less of a human in it that the account pays for. */
    private static Motion affordable(Motion motion, Policy.CacGuard guard, AcvEstimate acv) {
        if (guard == null || !motion.hasHuman() || acv.amount().compareTo(guard.least(motion)) >= 0) {
            return motion;
        }
        return motion == Motion.SALES_LED ? affordable(Motion.SALES_ASSIST, guard, acv) : Motion.SELF_SERVE;
    }

    private static Motion motionOf(Policy.Then then, RoutingInputs inputs, AcvEstimate acv) {
        if (!then.orHigher() && !then.quiet()) {
            return then.motion();
        }
        Motion floor = then.orHigher() ? higher(then.motion(), acv.band().motion()) : then.motion();
        return inputs.account().motion() == null
                ? floor
                : higher(floor, inputs.account().motion());
    }

    private static List<String> reasons(Policy.Rule decider, String reason, List<Signal> signals) {
        Stream<String> sentences = signals.stream().map(Signal::reason);
        boolean signalsOnly =
                decider != null && decider.then().reasons() == Policy.ReasonsFrom.SIGNALS && !signals.isEmpty();
        return (signalsOnly ? sentences : Stream.concat(Stream.of(reason), sentences)).toList();
    }

    private static Motion higher(Motion first, Motion second) {
        return rank(second) > rank(first) ? second : first;
    }

    private static int rank(Motion motion) {
        return switch (motion) {
            case NURTURE -> 0;
            case SELF_SERVE -> 1;
            case SALES_ASSIST -> 2;
            case SALES_LED, PARTNER -> 3;
        };
    }

    private static TraceStep step(Policy.Rule rule, TraceStep.Result result, String because) {
        return new TraceStep(rule.name(), rule.description(), result, because);
    }

    /** Fills {@code {account.name}} and its like; {@code {signals}} becomes the sentences of the signals in force. */
    static String fill(String template, Map<String, Object> variables, List<Signal> signals) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String path = found.group(1);
            Object value = path.equals("signals")
                    ? String.join("; ", signals.stream().map(Signal::reason).toList())
                    : valueAt(path, variables);
            return Matcher.quoteReplacement(value == null ? found.group() : value.toString());
        });
    }

    /** The value at a path such as {@code account.acv}, or null where there is none. */
    public static Object valueAt(String path, Map<String, Object> variables) {
        Object value = variables;
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
