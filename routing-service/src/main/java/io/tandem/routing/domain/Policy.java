package io.tandem.routing.domain;

import io.tandem.contracts.Motion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A versioned set of routing rules. The first rule that matches decides.
 *
 * @param acv what an account is worth a year, and what that means
 * @param cacGuard null where no motion has to pay for itself
 * @param seatsBands in ascending order, the last without an upper end; empty where seats have no names
 * @param namedAccounts lists of domains that are treated apart
 * @param partners through whom accounts come
 * @param territories the roots of the tree
 */
public record Policy(
        String version,
        String description,
        AcvModel acv,
        CacGuard cacGuard,
        List<SeatsBand> seatsBands,
        List<NamedAccounts> namedAccounts,
        List<Partner> partners,
        List<Territory> territories,
        List<Rule> rules) {

    public Policy {
        seatsBands = orEmpty(seatsBands);
        namedAccounts = orEmpty(namedAccounts);
        partners = orEmpty(partners);
        territories = orEmpty(territories);
        rules = orEmpty(rules);
    }

    /** A policy of nothing but worth and rules. */
    public Policy(String version, String description, AcvModel acv, List<Rule> rules) {
        this(version, description, acv, null, List.of(), List.of(), List.of(), List.of(), rules);
    }

    public Policy withVersion(String name) {
        return new Policy(name, description, acv, cacGuard, seatsBands, namedAccounts, partners, territories, rules);
    }

    /**
     * One rule. It asks for a well-known case, for a condition, or for both.
     *
     * @param description what the rule is for, in words an admin reads
     * @param is a well-known case, or null
     * @param when a CEL condition over {@code signup}, {@code account}, {@code score}, {@code signals} and {@code
     *     relationship}, or null
     */
    public record Rule(String name, String description, Case is, String when, Then then) {
        public Rule(String name, String description, String when, Then then) {
            this(name, description, null, when, then);
        }

        /** All that has to hold, as one CEL condition. */
        public String condition() {
            if (is == null) {
                return when == null ? "true" : when;
            }
            return when == null ? is.condition() : "(" + is.condition() + ") && (" + when + ")";
        }
    }

    /** What most companies ask first, by name instead of by a condition of their own. */
    public enum Case {
        /** Somebody from an account that a person takes care of signs up. */
        OWNER("signup.isNew && relationship.ownerAvailable && !signup.doNotLeadWithSales"),
        /** Somebody from an existing customer signs up. */
        CUSTOMER("signup.isNew && relationship.stage == 'CUSTOMER' && !signup.doNotLeadWithSales"),
        /** Somebody from an account with an open opportunity signs up. */
        OPEN_OPPORTUNITY("signup.isNew && relationship.openOpportunity && !signup.doNotLeadWithSales"),
        /** Somebody asks for a human. */
        HAND_RAISER("signup.isNew && signup.talkToSales"),
        /** Who signs up, or everybody at an account that uses the product, is not to be led with sales. */
        DO_NOT_LEAD_WITH_SALES(
                "signup.isNew && signup.doNotLeadWithSales || !signup.isNew && account.doNotLeadWithSales"),
        /** The account is on one of the policy's lists. */
        NAMED_ACCOUNT("account.namedAccounts != ''"),
        /** The account came through one of the policy's partners. */
        PARTNER("account.partner != ''");

        private final String condition;

        Case(String condition) {
            this.condition = condition;
        }

        public String condition() {
            return condition;
        }
    }

    /**
     * What a matching rule does.
     *
     * @param orHigher the motion is a floor: the motion of the account's ACV band, or the one it has, may raise it
     * @param pool whose reps are asked when nobody owns the account; null for that of the named account, the partner or
     *     the territory, else the pool named like the motion
     * @param slaMinutes how long the first touch may take, where a human takes over
     * @param reason one sentence; {@code {account.name}} and its like are filled in
     * @param reasons what a handoff names as reasons; null for {@code RULE}
     * @param quiet answers the person and leaves the account as it is: no owner is looked for, no handoff is opened, and
     *     the motion is that of the account where it is higher
     * @param whateverItCosts the CAC guard does not apply
     * @param needs skills and language that a rep of the pool had better bring, or null
     */
    public record Then(
            Motion motion,
            boolean orHigher,
            String pool,
            int slaMinutes,
            String reason,
            ReasonsFrom reasons,
            boolean quiet,
            boolean whateverItCosts,
            Needs needs) {

        public Then(
                Motion motion,
                boolean orHigher,
                String pool,
                int slaMinutes,
                String reason,
                ReasonsFrom reasons,
                boolean quiet) {
            this(motion, orHigher, pool, slaMinutes, reason, reasons, quiet, false, null);
        }
    }

    public enum ReasonsFrom {
        /** The rule's sentence, then the signals in force. */
        RULE,
        /** The signals in force only. */
        SIGNALS
    }

    /**
     * A motion with a human is for accounts that are worth several times what it costs to win one by it.
     *
     * @param atLeast how many times the cost a year's value has to be
     * @param costs of acquiring one customer by a motion, in the currency of the ACV; a motion without one may always be
     */
    public record CacGuard(BigDecimal atLeast, Map<Motion, BigDecimal> costs) {
        /** The least ACV that pays for the motion. */
        BigDecimal least(Motion motion) {
            BigDecimal cost = costs.get(motion);
            return cost == null ? BigDecimal.ZERO : cost.multiply(atLeast);
        }
    }

    /** Accounts with up to and including {@code upTo} seats (null: without end). */
    public record SeatsBand(String name, Integer upTo) {}

    /**
     * Accounts that are treated apart.
     *
     * @param domains registrable domains
     * @param owner the work email of the rep who takes care of them, or null
     * @param pool whose reps take care of them, or null
     */
    public record NamedAccounts(String name, List<String> domains, String owner, String pool) {
        public NamedAccounts {
            domains = orEmpty(domains);
        }
    }

    /**
     * Somebody who sends or serves accounts.
     *
     * @param domains registrable domains of the accounts that are theirs
     * @param referrals values of {@code utm_source} by which their referrals are known, in any letter case
     * @param pool of those who work with the partner, or null for the pool {@code PARTNER}
     */
    public record Partner(String name, List<String> domains, List<String> referrals, String pool) {
        public Partner {
            domains = orEmpty(domains);
            referrals = orEmpty(referrals);
        }
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
