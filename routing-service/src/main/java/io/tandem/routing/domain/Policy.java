package io.tandem.routing.domain;

import io.tandem.contracts.Motion;
import java.util.List;

/** A versioned set of routing rules as it was published. The first rule that matches decides. */
public record Policy(String version, String description, AcvModel acv, List<Rule> rules) {

    /**
     * One rule.
     *
     * @param description what the rule is for, in words an admin reads
     * @param when a CEL condition over {@code signup}, {@code account}, {@code score}, {@code signals} and {@code
     *     relationship}
     */
    public record Rule(String name, String description, String when, Then then) {}

    /**
     * What a matching rule does.
     *
     * @param orHigher the motion is a floor: the motion of the account's ACV band, or the one it has, may raise it
     * @param pool whose reps are asked when nobody owns the account; null for the pool named like the motion
     * @param slaMinutes how long the first touch may take, where a human takes over
     * @param reason one sentence; {@code {account.name}} and its like are filled in
     * @param reasons what a handoff names as reasons; null for {@code RULE}
     * @param quiet answers the person and leaves the account as it is: no owner is looked for, no handoff is opened, and
     *     the motion is that of the account where it is higher
     */
    public record Then(
            Motion motion,
            boolean orHigher,
            String pool,
            int slaMinutes,
            String reason,
            ReasonsFrom reasons,
            boolean quiet) {}

    public enum ReasonsFrom {
        /** The rule's sentence, then the signals in force. */
        RULE,
        /** The signals in force only. */
        SIGNALS
    }
}
