package io.tandem.routing.domain;

import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Everything a decision looks at, stored with it so that it can be made again.
 *
 * @param trigger {@code SIGNUP} needs an answer; {@code USAGE} decides only when the account is to meet a human
 * @param signup the signup that asks, else the account's latest, else null
 * @param firmographics what is known of the company from elsewhere than its people, or null
 * @param doNotLeadWithSales nobody at the account wants to be led with sales
 */
public record RoutingInputs(
        AccountScored.Trigger trigger,
        Account account,
        SignupAnswers signup,
        Score score,
        List<Signal> signals,
        UsageFacts usage,
        Relationship relationship,
        Firmographics firmographics,
        boolean doNotLeadWithSales) {

    /**
     * The account as routing left it.
     *
     * @param motion null before the first decision
     * @param handoff the one that is open, or null
     * @param rest null unless the account is to be left in peace when the decision is made
     */
    public record Account(UUID id, String domain, String name, Motion motion, OpenHandoff handoff, Rest rest) {}

    /** A handoff under way; without an owner it waits in the queue. */
    public record OpenHandoff(UUID id, Owner owner) {}

    /**
     * A handoff ended without success a short time ago.
     *
     * @param recycled its owner put it back until then; else everybody declined it
     * @param signals names of those in force when it was opened
     */
    public record Rest(Instant until, boolean recycled, List<String> signals) {}

    /**
     * What people keep of the account.
     *
     * @param owner who takes care of it, or null
     * @param ownerAvailable false when the owner is a rep who is switched off
     * @param stage {@code PROSPECT}, {@code CUSTOMER}, {@code FORMER}, or null
     * @param openOpportunity people are at work on a sale
     * @param health how the relationship stands, from 0 to 100, or null
     */
    public record Relationship(
            Owner owner,
            boolean ownerAvailable,
            boolean ownerSetByHuman,
            String stage,
            boolean openOpportunity,
            Integer health) {
        public static final Relationship NONE = new Relationship(null, false, false, null, false);

        /** One of which nobody has worked out how it stands. */
        public Relationship(
                Owner owner, boolean ownerAvailable, boolean ownerSetByHuman, String stage, boolean openOpportunity) {
            this(owner, ownerAvailable, ownerSetByHuman, stage, openOpportunity, null);
        }

        boolean hasAvailableOwner() {
            return owner != null && ownerAvailable;
        }
    }

    boolean isSignup() {
        return trigger == AccountScored.Trigger.SIGNUP;
    }

    /**
     * Whether the account is left in peace: until the time that a human set, or as long as nothing is seen that was not
     * seen when everybody declined. Who asks for a human is heard all the same.
     */
    boolean isResting() {
        Rest rest = account.rest();
        if (rest == null || account.handoff() != null || isSignup() && signup.talkToSales()) {
            return false;
        }
        return rest.recycled()
                || signals.stream().allMatch(signal -> rest.signals().contains(signal.name()));
    }

    KnownSize companySize() {
        return KnownSize.of(signup, firmographics);
    }

    /** A motion that an imported signup gave is no meeting as long as nobody takes care of the account. */
    boolean meetsHumanAlready() {
        boolean onlyImported = isImported() && account.handoff() == null && relationship.owner() == null;
        return account.motion() != null && account.motion().hasHuman() && !onlyImported;
    }

    /** A signup was imported, or nothing but imported signups is known of the account: nobody is there to be met. */
    boolean isOfThePast() {
        return isImported() && (isSignup() || usage.events() == 0);
    }

    private boolean isImported() {
        return signup != null && signup.imported();
    }
}
