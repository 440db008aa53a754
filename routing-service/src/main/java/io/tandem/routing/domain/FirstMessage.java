package io.tandem.routing.domain;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A suggestion for the first message: made of what is known, offering help, asking for nothing. It says what the person's
 * company did, never what a colleague did, and promises nothing that the writer may not be able to keep.
 *
 * @param to name, email and role of whom it is for
 * @param body paragraphs, with an empty line between them
 */
public record FirstMessage(String to, String subject, String body) {
    private static final String NO_HURRY =
            "There is no need to answer: everything stays open to you just as it is, and I am here if you want me.";

    private static final String LIMIT =
            "It looks as if {account} has come to a limit of the plan. If that is in your way,"
                    + " I can tell you which options there are; staying where you are is one of them.";
    private static final String FEATURE =
            "Somebody at {account} tried a feature that is not part of your plan. If there"
                    + " are questions about it, I am glad to answer them.";
    private static final String MORE_PEOPLE =
            "More people at {account} use the product by now. If you would like a hand"
                    + " with setting it up for a team, tell me what would help most.";
    private static final String MUCH_USE =
            "{account} uses the product a lot these days. If something is slow, missing or"
                    + " in your way, I would like to know.";

    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("upgrade-blocked", LIMIT),
            Map.entry("limit-approaching", LIMIT.replace("has come to", "comes near")),
            Map.entry("enterprise-feature-touched", FEATURE),
            Map.entry("paid-feature-tried", FEATURE),
            Map.entry("several-users", MORE_PEOPLE),
            Map.entry("seats-grown", MORE_PEOPLE),
            Map.entry("second-team", MORE_PEOPLE),
            Map.entry("second-department", MORE_PEOPLE),
            Map.entry("department-standardising", MORE_PEOPLE),
            Map.entry("company-standardising", MORE_PEOPLE),
            Map.entry("heavy-usage", MUCH_USE),
            Map.entry("usage-surge", MUCH_USE),
            Map.entry("heavier-than-peers", MUCH_USE));

    /** To whoever signed up, else to the most active person who may be written to; null if there is nobody. */
    static FirstMessage to(AccountScored scored, Avoidance avoidance) {
        SignupAnswers signup = scored.signup();
        if (signup != null && signup.email() != null && !avoidance.holdsFor(signup.personId())) {
            String to = Brief.who(signup.name(), signup.email(), signup.role());
            return signup.talkToSales() ? answer(to, signup.name()) : offer(to, signup.name(), signup, scored);
        }
        return scored.people().stream()
                .filter(person -> person.email() != null && !avoidance.holdsFor(person.personId()))
                .findFirst()
                .map(person -> offer(nameOf(person), person.name(), null, scored))
                .orElse(null);
    }

    private static String nameOf(AccountPerson person) {
        return Brief.who(person.name(), person.email(), person.role());
    }

    private static FirstMessage answer(String to, String name) {
        return message(
                to,
                "You asked to talk to us",
                hello(name) + " you asked to talk to us: what would be most useful to you first?",
                "I can answer here, or we find a time that suits you.");
    }

    private static FirstMessage offer(String to, String name, SignupAnswers signup, AccountScored scored) {
        String help = Objects.requireNonNullElse(scored.signals(), List.<Signal>of()).stream()
                .map(signal -> HELP.get(signal.name()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (help != null) {
            String what = help.replace("{account}", scored.accountName());
            return message(
                    to,
                    "Can I help?",
                    hello(name) + " I look after " + scored.accountName() + " here.",
                    what,
                    NO_HURRY);
        }
        if (scored.usage().events() > 0) {
            return message(
                    to,
                    "Is anything in your way?",
                    hello(name) + " I see that " + scored.accountName()
                            + " has started to use the product; is anything in your way that I could clear up?",
                    NO_HURRY);
        }
        String aim =
                signup == null || signup.useCase() == null ? "" : " You named " + signup.useCase() + " as your aim.";
        return message(
                to,
                "Welcome",
                hello(name) + " thank you for signing up." + aim
                        + " If you would like company on the way, I am here for " + scored.accountName() + ".",
                NO_HURRY);
    }

    private static FirstMessage message(String to, String subject, String... paragraphs) {
        return new FirstMessage(to, subject, String.join("\n\n", paragraphs));
    }

    private static String hello(String name) {
        return name == null || name.isBlank()
                ? "Hello,"
                : "Hello " + name.strip().split("\\s+")[0] + ",";
    }
}
