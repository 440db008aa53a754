package io.tandem.routing.domain;

import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
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
     */
    public record Account(UUID id, String domain, String name, Motion motion, OpenHandoff handoff) {}

    /** A handoff under way; without an owner it waits in the queue. */
    public record OpenHandoff(UUID id, Owner owner) {}

    /**
     * What people keep of the account.
     *
     * @param owner who takes care of it, or null
     * @param ownerAvailable false when the owner is a rep who is switched off
     * @param stage {@code PROSPECT}, {@code CUSTOMER}, {@code FORMER}, or null
     */
    public record Relationship(Owner owner, boolean ownerAvailable, boolean ownerSetByHuman, String stage) {
        public static final Relationship NONE = new Relationship(null, false, false, null);

        boolean hasAvailableOwner() {
            return owner != null && ownerAvailable;
        }
    }

    boolean isSignup() {
        return trigger == AccountScored.Trigger.SIGNUP;
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
