package io.tandem.routing.domain;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a human should know before the first word. */
public final class Brief {
    private static final int PEOPLE = 5;

    private Brief() {}

    /** @param notToContact people who are not to be contacted at all */
    public static String of(AccountScored scored, Routing.Outcome outcome, Set<UUID> notToContact) {
        List<String> lines = new ArrayList<>();
        lines.add("Who: " + account(scored) + ". " + outcome.acv().how() + ".");
        SignupAnswers signup = scored.signup();
        if (signup != null) {
            lines.add("Signed up: " + who(signup.name(), signup.email(), signup.role()) + said(signup) + ".");
        }
        lines.add("Why now: " + String.join("; ", outcome.reasons()) + ".");
        lines.add("Usage: " + usage(scored.usage()) + ".");
        String others = others(scored);
        if (!others.isEmpty()) {
            lines.add("Also there: " + others + ".");
        }
        Avoidance.of(scored, notToContact).ifPresent(avoid -> lines.add("What to avoid: " + avoid + "."));
        lines.add("A first sentence: \"" + firstSentence(scored) + "\"");
        return String.join("\n", lines);
    }

    private static String account(AccountScored scored) {
        String domain = scored.domain() == null ? "" : " (" + scored.domain() + ")";
        CompanySize known =
                KnownSize.of(scored.signup(), scored.firmographics()).size();
        String size = known == null ? "" : ", " + known.label() + " people";
        String industry =
                scored.firmographics() == null || scored.firmographics().industry() == null
                        ? ""
                        : ", " + scored.firmographics().industry();
        return scored.accountName() + domain + size + industry + ", grade "
                + scored.score().grade();
    }

    private static String said(SignupAnswers signup) {
        return (signup.useCase() == null ? "" : ", for " + signup.useCase())
                + (signup.talkToSales() ? ", and asked to talk to us" : "");
    }

    private static String usage(UsageFacts usage) {
        if (usage.events() == 0) {
            return "none yet";
        }
        String last = usage.lastSeenAt() == null
                ? ""
                : ", last on " + LocalDate.ofInstant(usage.lastSeenAt(), ZoneOffset.UTC);
        return "%d events by %d people, %d of them in the last 30 days%s"
                .formatted(usage.events(), usage.users(), usage.activeUsers(), last);
    }

    private static String others(AccountScored scored) {
        String signedUp = scored.signup() == null ? null : scored.signup().email();
        return scored.people().stream()
                .filter(person -> person.email() == null || !person.email().equals(signedUp))
                .limit(PEOPLE)
                .map(Brief::person)
                .collect(Collectors.joining(", "));
    }

    private static String person(AccountPerson person) {
        String email = Objects.requireNonNullElse(person.email(), "user " + person.userId());
        return who(person.name(), email, person.role()) + ", " + person.events() + " events";
    }

    static String who(String name, String email, String role) {
        String known = Objects.requireNonNullElse(email, "somebody who was erased");
        return (name == null ? known : name + " <" + known + ">") + (role == null ? "" : " (" + role + ")");
    }

    private static String firstSentence(AccountScored scored) {
        SignupAnswers signup = scored.signup();
        String hello = signup == null || signup.name() == null
                ? "Hello"
                : "Hello " + signup.name().strip().split("\\s+")[0];
        if (signup != null && signup.talkToSales()) {
            return hello + ", you asked to talk to us: what would be most useful to you first?";
        }
        if (scored.usage().events() > 0) {
            return hello + ", I see that " + scored.accountName()
                    + " has started to use the product; is anything in your way that I could clear up?";
        }
        return hello + ", thank you for signing up; if you would like company on the way, I am here for "
                + scored.accountName() + ".";
    }
}
