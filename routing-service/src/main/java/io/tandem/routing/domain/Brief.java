package io.tandem.routing.domain;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a human should know before the first word.
 *
 * @param who the account
 * @param worth how much a year it may be worth, and how that was estimated
 * @param signedUp who signed up and what they said, or null
 * @param whyNow strongest first
 * @param usage what the account does in the product
 * @param people the others there who are known best
 * @param avoid what had better not be done
 * @param before what came of earlier handoffs, newest first
 * @param message what might be written first, or null where nobody is to be written to
 */
public record Brief(
        String who,
        String worth,
        String signedUp,
        List<Reason> whyNow,
        Usage usage,
        List<Colleague> people,
        List<String> avoid,
        List<String> before,
        FirstMessage message) {
    private static final int PEOPLE = 5;

    /**
     * Why a human is asked now.
     *
     * @param signal its name, or null where a rule or a person is the reason
     * @param since when the signal fired
     * @param evidence what it was seen in: counts, event names, ids of users
     */
    public record Reason(String sentence, String signal, Instant since, Map<String, Object> evidence) {}

    /** @param activeUsers people seen in the last 30 days */
    public record Usage(String sentence, long events, int users, int activeUsers, Instant lastSeenAt) {}

    /** @param who name, email and role, as far as they are known */
    public record Colleague(String who, long events, Instant lastSeenAt) {}

    /**
     * @param notToContact people who are not to be contacted at all
     * @param before what came of earlier handoffs, newest first
     */
    public static Brief of(AccountScored scored, Routing.Outcome outcome, Set<UUID> notToContact, List<String> before) {
        SignupAnswers signup = scored.signup();
        Avoidance avoidance = Avoidance.of(scored, notToContact);
        return new Brief(
                account(scored),
                outcome.acv().how(),
                signup == null ? null : who(signup.name(), signup.email(), signup.role()) + said(signup),
                outcome.reasons().stream()
                        .map(sentence -> reason(sentence, scored))
                        .toList(),
                usage(scored.usage()),
                people(scored),
                avoidance.rules(),
                before,
                FirstMessage.to(scored, avoidance));
    }

    /** All of it to be read from top to bottom. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Who: " + who + ". " + worth + ".");
        if (signedUp != null) {
            lines.add("Signed up: " + signedUp + ".");
        }
        lines.add("Why now: " + whyNow.stream().map(Reason::sentence).collect(Collectors.joining("; ")) + ".");
        lines.add("Usage: " + usage.sentence() + ".");
        if (!people.isEmpty()) {
            lines.add("Also there: "
                    + people.stream()
                            .map(person -> person.who() + ", " + person.events() + " events")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (!avoid.isEmpty()) {
            lines.add("What to avoid: " + String.join("; ", avoid) + ".");
        }
        if (!before.isEmpty()) {
            lines.add("Before: " + String.join("; ", before) + ".");
        }
        lines.add(
                message == null
                        ? "A first message: none, nobody there is to be written to."
                        : "A first message (to: " + message.to() + "): \""
                                + message.body().replace("\n\n", " ") + "\"");
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

    private static Reason reason(String sentence, AccountScored scored) {
        return Objects.requireNonNullElse(scored.signals(), List.<Signal>of()).stream()
                .filter(signal -> sentence.equals(signal.reason()))
                .findFirst()
                .map(signal -> new Reason(sentence, signal.name(), signal.firedAt(), signal.evidence()))
                .orElseGet(() -> new Reason(sentence, null, null, null));
    }

    private static Usage usage(UsageFacts usage) {
        String last = usage.lastSeenAt() == null
                ? ""
                : ", last on " + LocalDate.ofInstant(usage.lastSeenAt(), ZoneOffset.UTC);
        String sentence = usage.events() == 0
                ? "none yet"
                : "%d events by %d people, %d of them in the last 30 days%s"
                        .formatted(usage.events(), usage.users(), usage.activeUsers(), last);
        return new Usage(sentence, usage.events(), usage.users(), usage.activeUsers(), usage.lastSeenAt());
    }

    private static List<Colleague> people(AccountScored scored) {
        String signedUp = scored.signup() == null ? null : scored.signup().email();
        return scored.people().stream()
                .filter(person -> person.email() == null || !person.email().equals(signedUp))
                .limit(PEOPLE)
                .map(Brief::colleague)
                .toList();
    }

    private static Colleague colleague(AccountPerson person) {
        String email = Objects.requireNonNullElse(person.email(), "user " + person.userId());
        return new Colleague(who(person.name(), email, person.role()), person.events(), person.lastSeenAt());
    }

    static String who(String name, String email, String role) {
        String known = Objects.requireNonNullElse(email, "somebody who was erased");
        return (name == null ? known : name + " <" + known + ">") + (role == null ? "" : " (" + role + ")");
    }
}
