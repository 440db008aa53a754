package io.tandem.routing.domain;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.SignupAnswers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a human who takes an account over had better not do.
 *
 * @param rules in words
 * @param people who are not to be written to
 */
record Avoidance(List<String> rules, Set<UUID> people) {

    static Avoidance of(AccountScored scored, Set<UUID> notToContact) {
        Map<UUID, Contact> contacts = contacts(scored);
        Predicate<Contact> never = contact -> notToContact.contains(contact.id());
        Predicate<Contact> notWithSales = Contact::doNotLeadWithSales;
        List<String> rules = new ArrayList<>();
        if (contacts.values().stream().anyMatch(never)) {
            rules.add("do not contact " + named(contacts, never));
        }
        if (contacts.values().stream().anyMatch(notWithSales.and(never.negate()))) {
            rules.add("do not lead with sales to " + named(contacts, notWithSales.and(never.negate())));
        }
        Set<UUID> people = contacts.values().stream()
                .filter(never.or(notWithSales))
                .map(Contact::id)
                .collect(Collectors.toSet());
        return new Avoidance(List.copyOf(rules), people);
    }

    boolean holdsFor(UUID personId) {
        return personId != null && people.contains(personId);
    }

    /** Whoever signed up, then the others. Somebody whose email is not known cannot be contacted. */
    private static Map<UUID, Contact> contacts(AccountScored scored) {
        Map<UUID, Contact> contacts = new LinkedHashMap<>();
        SignupAnswers signup = scored.signup();
        if (signup != null && signup.personId() != null) {
            contacts.put(
                    signup.personId(),
                    new Contact(
                            signup.personId(),
                            Brief.who(signup.name(), signup.email(), signup.role()),
                            signup.doNotLeadWithSales() && !signup.talkToSales()));
        }
        for (AccountPerson person : Objects.requireNonNullElse(scored.people(), List.<AccountPerson>of())) {
            if (person.personId() != null) {
                String who = Brief.who(person.name(), person.email(), person.role());
                contacts.putIfAbsent(
                        person.personId(), new Contact(person.personId(), who, person.doNotLeadWithSales()));
            }
        }
        return contacts;
    }

    private static String named(Map<UUID, Contact> contacts, Predicate<Contact> which) {
        return contacts.values().stream().filter(which).map(Contact::who).collect(Collectors.joining(", "));
    }

    private record Contact(UUID id, String who, boolean doNotLeadWithSales) {}
}
