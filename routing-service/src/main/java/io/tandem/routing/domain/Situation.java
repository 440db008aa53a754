package io.tandem.routing.domain;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.contracts.SignupAnswers;
import java.util.List;

/**
 * What a policy makes of the inputs before any rule is asked.
 *
 * @param seatsBand empty where the policy has none
 * @param namedAccounts the first list that holds the account, or null
 * @param partner the first partner through whom the account came, or null
 * @param territories around the account, from the outermost to the most specific
 */
public record Situation(
        RoutingInputs inputs,
        AcvEstimate acv,
        String seatsBand,
        Policy.NamedAccounts namedAccounts,
        Policy.Partner partner,
        List<Territory> territories) {

    public static Situation of(Policy policy, RoutingInputs inputs) {
        return of(
                policy,
                inputs,
                AcvEstimate.of(
                        policy.acv(), inputs.companySize(), inputs.usage().users()));
    }

    /** The same, of which the estimate does not say how it was made. */
    static Situation untold(Policy policy, RoutingInputs inputs) {
        return of(
                policy,
                inputs,
                AcvEstimate.untold(
                        policy.acv(), inputs.companySize(), inputs.usage().users()));
    }

    private static Situation of(Policy policy, RoutingInputs inputs, AcvEstimate acv) {
        return new Situation(
                inputs,
                acv,
                seatsBand(policy.seatsBands(), acv.seats()),
                namedAccounts(policy, inputs.account().domain()),
                partner(policy, inputs),
                policy.territories().isEmpty() ? List.of() : Territory.path(policy.territories(), place(inputs)));
    }

    /** The pool to ask for a motion where the rule names none. */
    String pool(Motion motion) {
        if (namedAccounts != null && namedAccounts.pool() != null) {
            return namedAccounts.pool();
        }
        if (motion == Motion.PARTNER && partner != null && partner.pool() != null) {
            return partner.pool();
        }
        String pool = Territory.pool(territories, motion);
        return pool == null ? motion.name() : pool;
    }

    /** What a person said of the company goes before what is known from elsewhere. */
    static String country(RoutingInputs inputs) {
        SignupAnswers signup = inputs.signup();
        if (signup != null && signup.country() != null) {
            return signup.country();
        }
        return inputs.firmographics() == null || inputs.firmographics().country() == null
                ? ""
                : inputs.firmographics().country();
    }

    static String industry(RoutingInputs inputs) {
        return inputs.firmographics() == null || inputs.firmographics().industry() == null
                ? ""
                : inputs.firmographics().industry();
    }

    private static Territory.Place place(RoutingInputs inputs) {
        CompanySize size = inputs.companySize().size();
        return new Territory.Place(country(inputs), industry(inputs), size);
    }

    private static String seatsBand(List<Policy.SeatsBand> bands, int seats) {
        for (Policy.SeatsBand band : bands) {
            if (band.upTo() == null || seats <= band.upTo()) {
                return band.name();
            }
        }
        return "";
    }

    private static Policy.NamedAccounts namedAccounts(Policy policy, String domain) {
        for (Policy.NamedAccounts list : policy.namedAccounts()) {
            if (domain != null && list.domains().contains(domain)) {
                return list;
            }
        }
        return null;
    }

    private static Policy.Partner partner(Policy policy, RoutingInputs inputs) {
        if (policy.partners().isEmpty()) {
            return null;
        }
        String domain = inputs.account().domain();
        SignupAnswers signup = inputs.signup();
        String referral =
                signup == null || signup.utm() == null ? null : signup.utm().get("source");
        for (Policy.Partner partner : policy.partners()) {
            if (domain != null && partner.domains().contains(domain)
                    || referral != null && partner.referrals().stream().anyMatch(referral::equalsIgnoreCase)) {
                return partner;
            }
        }
        return null;
    }
}
