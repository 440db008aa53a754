package io.tandem.routing.domain;

import io.tandem.contracts.Motion;
import java.util.List;
import java.util.stream.Stream;

/**
 * How an account is to be served, before anybody is assigned.
 *
 * @param rule the rule that decided, or {@code none}
 * @param reasons what a handoff would name, strongest first
 * @param quiet no owner is looked for and no handoff is opened, see {@link Policy.Then}
 * @param pool whose reps are asked when nobody owns the account; null without a human
 * @param keeper the work email of the pool's rep who is asked before the others, or null
 * @param needs what a rep of the pool had better bring, or null
 */
public record Choice(
        Motion motion,
        String rule,
        String reason,
        List<String> reasons,
        String pool,
        int slaMinutes,
        boolean quiet,
        AcvEstimate acv,
        List<TraceStep> trace,
        String keeper,
        Needs needs) {

    /** @param from the pool that was asked, which may be a successor of the one that the rule names */
    Choice in(String from, List<TraceStep> steps) {
        List<TraceStep> longer = Stream.concat(trace.stream(), steps.stream()).toList();
        return new Choice(motion, rule, reason, reasons, from, slaMinutes, quiet, acv, longer, keeper, needs);
    }
}
