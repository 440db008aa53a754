package io.tandem.routing.domain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The variables of a decision as people say them. */
public final class Facts {
    private Facts() {}

    /**
     * One fact, such as {@code the person did not ask to talk to sales}.
     *
     * @param path of the variable, such as {@code signup.talkToSales}
     * @param value as conditions see it
     */
    public static String inWords(String path, Object value) {
        return switch (path) {
            case "signup.isNew" -> yes(value) ? "somebody signed up" : "nobody has just signed up";
            case "signup.talkToSales" ->
                "the person " + (yes(value) ? "asked to talk to sales" : "did not ask to talk to sales");
            case "signup.doNotLeadWithSales" ->
                yes(value)
                        ? "the person is not to be led with sales"
                        : "nothing says that the person is not to be led with sales";
            case "signup.companySize", "account.companySize" ->
                known(value) ? "the company has " + value + " people" : "the company's size is not known";
            case "signup.employees", "account.employees" ->
                zero(value) ? "the company's size is not known" : "the company has " + value + " people or more";
            case "account.motion" ->
                known(value) ? "the account is " + motion(value) : "nothing was decided on the account before";
            case "account.meetsHuman" ->
                "the account " + (yes(value) ? "meets a human already" : "does not meet a human yet");
            case "account.handoffOpen" -> (yes(value) ? "a" : "no") + " handoff of the account is open";
            case "account.acv" -> "the account is worth about " + value + " a year";
            case "account.acvBand" -> "the account's worth is in the band " + value;
            case "account.users" -> value + (one(value) ? " person uses" : " people use") + " the product";
            case "account.activeUsers" ->
                value + (one(value) ? " person was" : " people were") + " active in the last 30 days";
            case "account.events" -> "usage has " + value + (one(value) ? " event" : " events");
            case "account.doNotLeadWithSales" ->
                yes(value)
                        ? "everybody at the account is not to be led with sales"
                        : "not everybody at the account asked for peace from sales";
            case "score.total", "score.fit", "score.engagement" ->
                "the score's " + path.substring("score.".length()) + " is " + value;
            case "score.grade" -> "the grade is " + (known(value) ? value : "not known");
            case "signals" -> signals(value);
            case "relationship.owner" -> (known(value) ? value : "nobody") + " owns the account";
            case "relationship.ownerAvailable" ->
                yes(value) ? "the account's owner is available" : "the account has no owner who is available";
            case "relationship.ownerSetByHuman" -> (yes(value) ? "a" : "no") + " human chose the owner";
            case "relationship.stage" ->
                known(value) ? "the relationship is at " + value : "no relationship is recorded";
            case "relationship.openOpportunity" -> (yes(value) ? "a" : "no") + " sale is under way";
            case "relationship.health" ->
                zero(value)
                        ? "nobody has worked out how the relationship stands"
                        : "the relationship stands at " + value + " of 100";
            case "signup.referral" -> known(value) ? "the person came by " + value : "the person came by no referral";
            case "account.seats" -> value + (one(value) ? " seat is" : " seats are") + " expected";
            case "account.namedAccounts" ->
                known(value) ? "the account is one of " + value : "the account is on no list of named accounts";
            case "account.partner" ->
                known(value) ? "the account comes through " + value : "the account comes through no partner";
            case "account.territory" ->
                known(value) ? "the account is in territory " + value : "the account is in no territory";
            default -> other(path, value);
        };
    }

    /** Of a motion: {@code left to serve itself} and its like, after "is". */
    public static String motion(Object motion) {
        return switch (String.valueOf(motion)) {
            case "SELF_SERVE" -> "left to serve itself";
            case "SALES_ASSIST" -> "helped by sales while the product leads";
            case "SALES_LED" -> "led by sales";
            case "PARTNER" -> "served by a partner";
            case "NURTURE" -> "left in peace by sales";
            default -> "served as " + motion;
        };
    }

    private static String signals(Object value) {
        if (!(value instanceof List<?> signals) || signals.isEmpty()) {
            return "no signal is in force";
        }
        return (signals.size() == 1 ? "the signal in force is " : "the signals in force are ")
                + signals.stream()
                        .map(signal -> signal instanceof Map<?, ?> fields ? fields.get("name") : signal)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
    }

    private static String other(String path, Object value) {
        int dot = path.indexOf('.');
        String what = dot < 0
                ? path
                : "the " + path.substring(0, dot) + "'s "
                        + path.substring(dot + 1).replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        if (value instanceof Boolean) {
            return what + " is " + (yes(value) ? "so" : "not so");
        }
        return what + " is " + (known(value) ? value : "not known");
    }

    private static boolean yes(Object value) {
        return Boolean.TRUE.equals(value);
    }

    private static boolean known(Object value) {
        return value != null && !value.toString().isEmpty();
    }

    private static boolean zero(Object value) {
        return value instanceof Number number && number.longValue() == 0;
    }

    private static boolean one(Object value) {
        return value instanceof Number number && number.longValue() == 1;
    }
}
