package io.tandem.routing.domain;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import io.tandem.contracts.SignupAnswers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a decision by the names that conditions and reason templates use. Nothing is ever missing: what is not
 * known is empty, zero or false, so that a condition need not ask first.
 */
public final class Variables {
    private Variables() {}

    public static Map<String, Object> of(RoutingInputs inputs, AcvEstimate acv) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("signup", signup(inputs));
        variables.put("account", account(inputs, acv));
        variables.put(
                "score",
                Map.of(
                        "total", inputs.score().total(),
                        "fit", inputs.score().fit(),
                        "engagement", inputs.score().engagement(),
                        "grade", text(inputs.score().grade())));
        variables.put("signals", signals(inputs));
        variables.put("relationship", relationship(inputs.relationship()));
        return variables;
    }

    private static Map<String, Object> signup(RoutingInputs inputs) {
        SignupAnswers signup = inputs.signup();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("isNew", inputs.isSignup());
        values.put("talkToSales", signup != null && signup.talkToSales());
        values.put("doNotLeadWithSales", signup != null && signup.doNotLeadWithSales() && !signup.talkToSales());
        values.put("email", signup == null ? "" : text(signup.email()));
        values.put("name", signup == null ? "" : text(signup.name()));
        values.put("role", signup == null ? "" : text(signup.role()));
        values.put("useCase", signup == null ? "" : text(signup.useCase()));
        values.put("country", signup == null ? "" : text(signup.country()));
        boolean sized = signup != null && signup.companySize() != null;
        values.put("companySize", sized ? signup.companySize().label() : "");
        values.put("employees", sized ? (long) signup.companySize().least() : 0L);
        return values;
    }

    private static Map<String, Object> account(RoutingInputs inputs, AcvEstimate acv) {
        RoutingInputs.Account account = inputs.account();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", text(account.name()));
        values.put("domain", text(account.domain()));
        values.put("motion", account.motion() == null ? "" : account.motion().name());
        values.put("meetsHuman", inputs.meetsHumanAlready());
        values.put("handoffOpen", account.handoff() != null);
        values.put("acv", acv.amount().longValue());
        values.put("acvBand", acv.band().name());
        values.put("currency", acv.currency());
        values.put("users", (long) inputs.usage().users());
        values.put("activeUsers", (long) inputs.usage().activeUsers());
        values.put("events", inputs.usage().events());
        values.put("doNotLeadWithSales", inputs.doNotLeadWithSales());
        putFirmographics(values, inputs);
        return values;
    }

    /** What a person said of the company goes before what is known from elsewhere. */
    private static void putFirmographics(Map<String, Object> values, RoutingInputs inputs) {
        Firmographics known = inputs.firmographics();
        SignupAnswers signup = inputs.signup();
        CompanySize size = inputs.companySize().size();
        Money revenue = known == null ? null : known.annualRevenue();
        boolean countrySaid = signup != null && signup.country() != null;
        values.put("industry", known == null ? "" : text(known.industry()));
        values.put("country", countrySaid ? signup.country() : known == null ? "" : text(known.country()));
        values.put("companySize", size == null ? "" : size.label());
        values.put("employees", size == null ? 0L : (long) size.least());
        values.put("revenue", revenue == null ? 0L : revenue.amount().longValue());
        values.put("revenueCurrency", revenue == null ? "" : text(revenue.currency()));
    }

    private static List<Object> signals(RoutingInputs inputs) {
        List<Object> values = new ArrayList<>();
        inputs.signals()
                .forEach(signal -> values.add(Map.of("name", text(signal.name()), "reason", text(signal.reason()))));
        return values;
    }

    private static Map<String, Object> relationship(RoutingInputs.Relationship relationship) {
        return Map.of(
                "owner",
                        relationship.owner() == null
                                ? ""
                                : text(relationship.owner().name()),
                "ownerAvailable", relationship.hasAvailableOwner(),
                "ownerSetByHuman", relationship.ownerSetByHuman(),
                "stage", text(relationship.stage()));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
