package io.tandem.routing.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.Facts;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.policy.Constants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The inputs of a decision that might have been otherwise and that its policy could tell from what they were: the other
 * side of each boundary in its rules, the other values of a list, the signals that it knows. What a person easily could
 * have said comes before what the product could have seen, and that before what the past would have to be.
 */
final class InputChanges {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SAID_BY_THE_POLICY = "account.currency";
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final List<Integer> USUAL_COUNTS = List.of(0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000);
    private static final Set<String> WORTH =
            Set.of("account.acv", "account.acvBand", "account.seats", "account.seatsBand");

    private final Constants constants;
    private final ObjectNode inputs;
    private final boolean worthMatters;
    private final List<InputChange> changes = new ArrayList<>();

    private InputChanges(Policy policy, ObjectNode inputs) {
        this.constants = Constants.of(policy);
        this.inputs = inputs;
        this.worthMatters = policy.cacGuard() != null
                || policy.rules().stream().anyMatch(rule -> rule.then().orHigher())
                || WORTH.stream().anyMatch(constants::lookAt);
    }

    static InputChanges of(Policy policy, ObjectNode inputs) {
        InputChanges candidates = new InputChanges(policy, inputs);
        if (inputs.path("signup").isObject()) {
            candidates.whatThePersonSaid();
        }
        candidates.whatTheProductSaw();
        candidates.whatIsKnown();
        candidates.howItStood();
        // Values of one input stay in the order in which they were thought of, the nearest first.
        candidates.changes.sort(
                Comparator.comparingInt(InputChange::implausibility).thenComparing(InputChange::at));
        return candidates;
    }

    /** The most plausible first. */
    List<InputChange> candidates() {
        return List.copyOf(changes);
    }

    /** False where the rules look at something of which no other value is known. */
    boolean areComplete() {
        return constants.paths().stream()
                .filter(path -> !path.equals(SAID_BY_THE_POLICY))
                .allMatch(path -> changes.stream().anyMatch(change -> VariableInputs.reads(path, change.at())));
    }

    private void whatThePersonSaid() {
        toggle(
                "/signup/talkToSales",
                1,
                "the person had asked to talk to sales",
                "the person had not asked to talk to" + " sales",
                "signup.talkToSales");
        sizes("/signup/companySize", 2, "signup.companySize", "signup.employees");
        toggle(
                "/signup/doNotLeadWithSales",
                2,
                "the person had come by a newsletter, community, repository or document",
                "the person had not come by a newsletter, community, repository or document",
                "signup.doNotLeadWithSales");
        texts("/signup/country", 3, "the person's country were", "signup.country", "account.country");
        texts("/signup/utm/source", 3, "the referral were", "signup.referral");
        texts("/signup/role", 3, "the person's role were", "signup.role");
        texts("/signup/useCase", 3, "the use case were", "signup.useCase");
        texts("/signup/email", 6, "the email were", "signup.email");
        texts("/signup/name", 6, "the person's name were", "signup.name");
        if (inputs.at("/signup/imported").asBoolean()) {
            add("/signup/imported", NODES.booleanNode(false), "the signup had not been imported", 6);
        }
    }

    private void whatTheProductSaw() {
        signals();
        counts("/usage/users", "people used the product", "account.users");
        if (worthMatters) {
            counts("/usage/users", "people used the product", "account.seats");
            USUAL_COUNTS.forEach(count -> count("/usage/users", count, "people used the product"));
        }
        counts("/usage/activeUsers", "people had been active in the last 30 days", "account.activeUsers");
        counts("/usage/events", "events of usage had been counted", "account.events");
        for (String part : List.of("total", "fit", "engagement")) {
            for (Number bound : constants.numbers("score." + part)) {
                for (double value :
                        new double[] {bound.doubleValue() - 1, bound.doubleValue(), bound.doubleValue() + 1}) {
                    if (value >= 0 && value <= 100) {
                        add("/score/" + part, NODES.numberNode(value), "the score's " + part + " were " + value, 4);
                    }
                }
            }
        }
        texts("/score/grade", 4, "the grade were", "score.grade");
    }

    private void whatIsKnown() {
        if (!inputs.at("/signup/companySize").isTextual()) {
            sizes("/firmographics/companySize", 4, "account.companySize", "account.employees");
        }
        texts("/firmographics/industry", 4, "the company's industry were", "account.industry");
        if (!inputs.at("/signup/country").isTextual()) {
            texts("/firmographics/country", 4, "the company's country were", "account.country");
        }
        for (Number bound : constants.numbers("account.revenue")) {
            for (long value : new long[] {bound.longValue() - 1, bound.longValue(), bound.longValue() + 1}) {
                ObjectNode revenue = NODES.objectNode();
                revenue.put("amount", Long.toString(Math.max(0, value)));
                revenue.set("currency", InputChange.valueAt("/firmographics/annualRevenue/currency", inputs));
                add("/firmographics/annualRevenue", revenue, "the company's revenue were " + value, 4);
            }
        }
        if (inputs.at("/firmographics/annualRevenue").isObject()) {
            texts("/firmographics/annualRevenue/currency", 4, "its currency were", "account.revenueCurrency");
        }
        toggle(
                "/doNotLeadWithSales",
                4,
                "everybody at the account had come by a newsletter, community, repository or document",
                "somebody at the account had come otherwise than by a newsletter, community, repository or document",
                "account.doNotLeadWithSales");
        texts("/account/domain", 7, "the domain were", "account.domain");
        texts("/account/name", 7, "the account's name were", "account.name");
    }

    private void howItStood() {
        if (constants.lookAt("relationship.ownerAvailable") || constants.lookAt("relationship.owner")) {
            JsonNode relationship = inputs.path("relationship");
            boolean owned = relationship.path("owner").isObject();
            if (owned) {
                toggle("/relationship/ownerAvailable", 5, "the owner were available", "the owner were not available");
                texts("/relationship/owner/name", 5, "the owner were", "relationship.owner");
            } else {
                ObjectNode somebody = relationship instanceof ObjectNode known ? known.deepCopy() : NODES.objectNode();
                somebody.putObject("owner").put("id", NOBODY).put("name", "somebody");
                somebody.put("ownerAvailable", true);
                add("/relationship", somebody, "somebody who is available owned the account", 5);
            }
        }
        toggle(
                "/relationship/ownerSetByHuman",
                6,
                "a human had chosen the owner",
                "no human had chosen the owner",
                "relationship.ownerSetByHuman");
        texts("/relationship/stage", 5, "the relationship were at", "relationship.stage");
        toggle(
                "/relationship/openOpportunity",
                5,
                "a sale were under way with the account",
                "no sale were under way with the account",
                "relationship.openOpportunity");
        health();
        if (inputs.at("/account/handoff").isObject()) {
            add("/account/handoff", NODES.nullNode(), "no handoff were open", 6);
        } else if (constants.lookAt("account.handoffOpen")) {
            ObjectNode waiting = NODES.objectNode().put("id", NOBODY);
            add("/account/handoff", waiting, "a handoff were open", 6);
        }
        if (inputs.at("/account/rest").isObject()) {
            add("/account/rest", NODES.nullNode(), "no handoff of the account had ended without success lately", 6);
        }
        Stream.concat(Stream.of((Motion) null), Stream.of(Motion.values()))
                .forEach(motion -> add(
                        "/account/motion",
                        motion == null ? NODES.nullNode() : NODES.textNode(motion.name()),
                        motion == null
                                ? "nothing had been decided on the account before"
                                : "the account were " + Facts.motion(motion) + " already",
                        7));
        boolean signup = inputs.path("trigger").asText().equals("SIGNUP");
        if (signup || inputs.path("signup").isObject()) {
            add(
                    "/trigger",
                    NODES.textNode(signup ? "USAGE" : "SIGNUP"),
                    signup ? "usage had asked, not a signup" : "somebody had just signed up",
                    8);
        }
    }

    /** The worst that is known is one. */
    private void health() {
        for (Number bound : constants.numbers("relationship.health")) {
            for (int value = bound.intValue() - 1; value <= bound.intValue() + 1; value++) {
                if (value >= 1 && value <= 100) {
                    add("/relationship/health", NODES.numberNode(value), "the relationship's health were " + value, 5);
                }
            }
        }
        if (constants.lookAt("relationship.health")) {
            add("/relationship/health", NODES.nullNode(), "the relationship's health were not known", 6);
        }
    }

    private void signals() {
        Set<String> absent = new TreeSet<>(constants.texts(Constants.SIGNAL_NAMES));
        for (JsonNode signal : inputs.path("signals")) {
            String name = signal.path("name").asText();
            absent.remove(name);
            if (constants.lookAt("signals")) {
                add(InputChange.SIGNALS + name, NODES.nullNode(), "the signal " + name + " were not in force", 3);
            }
        }
        for (String name : absent) {
            JsonNode signal = NODES.objectNode().put("name", name).put("reason", "the signal " + name);
            add(InputChange.SIGNALS + name, signal, "the signal " + name + " were in force", 3);
        }
    }

    private void toggle(String at, int implausibility, String ifTrue, String ifFalse, String... lookedAtBy) {
        boolean now = inputs.at(at).asBoolean();
        if (matters(lookedAtBy)) {
            add(at, NODES.booleanNode(!now), now ? ifFalse : ifTrue, implausibility);
        }
    }

    private void sizes(String at, int implausibility, String... lookedAtBy) {
        if (!worthMatters
                && !matters(lookedAtBy)
                && !matters("account.companySize", "account.employees", "account.territory")) {
            return;
        }
        int now = ordinal(inputs.at(at).asText());
        Stream.of(CompanySize.values())
                .sorted(Comparator.comparingInt(size -> Math.abs(size.ordinal() - now)))
                .forEach(size -> add(
                        at,
                        NODES.textNode(size.label()),
                        "the company had " + size.label() + " people",
                        implausibility));
        add(at, NODES.nullNode(), "the company's size were not known", implausibility + 1);
    }

    private static int ordinal(String label) {
        return Stream.of(CompanySize.values())
                .filter(size -> size.label().equals(label))
                .findFirst()
                .map(CompanySize::ordinal)
                .orElse(0);
    }

    private void texts(String at, int implausibility, String words, String... lookedAtBy) {
        Stream.of(lookedAtBy)
                .flatMap(path -> constants.texts(path).stream())
                .distinct()
                .forEach(text -> add(at, NODES.textNode(text), words + " " + text, implausibility));
        if (matters(lookedAtBy) && inputs.at(at).isTextual()) {
            add(at, NODES.nullNode(), words.replaceFirst(" were( at)?$", " were not known"), implausibility + 1);
        }
    }

    private void counts(String at, String words, String path) {
        for (Number bound : constants.numbers(path)) {
            for (long value = bound.longValue() - 1; value <= bound.longValue() + 1; value++) {
                count(at, value, words);
            }
        }
    }

    private void count(String at, long value, String words) {
        if (value >= 0) {
            add(at, NODES.numberNode(value), value + " " + words, 4);
        }
    }

    private boolean matters(String... paths) {
        return paths.length == 0 || Stream.of(paths).anyMatch(constants::lookAt);
    }

    private void add(String at, JsonNode to, String words, int implausibility) {
        JsonNode from = InputChange.valueAt(at, inputs);
        boolean thoughtOf = changes.stream().anyMatch(change -> change.at().equals(at) && areSame(change.to(), to));
        if (!areSame(from, to) && !thoughtOf) {
            changes.add(new InputChange(at, from, to, words, implausibility));
        }
    }

    /** A number is the same whether it was written as 7 or as 7.0. */
    private static boolean areSame(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() ? one.doubleValue() == other.doubleValue() : one.equals(other);
    }
}
