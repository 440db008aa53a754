package io.tandem.routing.decision;

import java.util.List;
import java.util.Map;

/** Which inputs of a decision each variable of conditions is made of, as JSON pointers. */
final class VariableInputs {
    private static final String SIGNUP_SIZE = "/signup/companySize";
    private static final String KNOWN_SIZE = "/firmographics/companySize";
    private static final String USERS = "/usage/users";
    private static final String DOMAIN = "/account/domain";
    private static final String REFERRAL = "/signup/utm/source";
    private static final List<String> COUNTRY = List.of("/signup/country", "/firmographics/country");
    private static final List<String> SIZE = List.of(SIGNUP_SIZE, KNOWN_SIZE);
    private static final List<String> WORTH = List.of(SIGNUP_SIZE, KNOWN_SIZE, USERS);

    /** Those that are not called like the one input that they are. */
    private static final Map<String, List<String>> OTHERS = Map.ofEntries(
            Map.entry("signup.isNew", List.of("/trigger")),
            Map.entry("signup.employees", List.of(SIGNUP_SIZE)),
            Map.entry("signup.referral", List.of(REFERRAL)),
            Map.entry("account.meetsHuman", List.of("/account/motion")),
            Map.entry("account.handoffOpen", List.of("/account/handoff")),
            Map.entry("account.acv", WORTH),
            Map.entry("account.acvBand", WORTH),
            Map.entry("account.seats", WORTH),
            Map.entry("account.seatsBand", WORTH),
            Map.entry("account.users", List.of(USERS)),
            Map.entry("account.activeUsers", List.of("/usage/activeUsers")),
            Map.entry("account.events", List.of("/usage/events")),
            Map.entry("account.doNotLeadWithSales", List.of("/doNotLeadWithSales")),
            Map.entry("account.industry", List.of("/firmographics/industry")),
            Map.entry("account.country", COUNTRY),
            Map.entry("account.companySize", SIZE),
            Map.entry("account.employees", SIZE),
            Map.entry("account.revenue", List.of("/firmographics/annualRevenue")),
            Map.entry("account.revenueCurrency", List.of("/firmographics/annualRevenue/currency")),
            Map.entry("account.namedAccounts", List.of(DOMAIN)),
            Map.entry("account.partner", List.of(DOMAIN, REFERRAL)),
            Map.entry(
                    "account.territory",
                    List.of(COUNTRY.get(0), COUNTRY.get(1), "/firmographics/industry", SIGNUP_SIZE, KNOWN_SIZE)),
            Map.entry(
                    "relationship.owner", List.of("/relationship", "/relationship/owner", "/relationship/owner/name")),
            Map.entry("relationship.ownerAvailable", List.of("/relationship", "/relationship/ownerAvailable")));

    private VariableInputs() {}

    /** Whether the variable may be another one where this input is. */
    static boolean reads(String variable, String at) {
        return variable.equals("signals")
                ? at.startsWith(InputChange.SIGNALS)
                : OTHERS.getOrDefault(variable, List.of("/" + variable.replace('.', '/')))
                        .contains(at);
    }
}
