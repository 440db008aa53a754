package io.tandem.scoring.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Works out who is who from statements. The result depends on the set of statements only, never on the order in which
 * they became known.
 */
public final class Identities {
    private final Map<String, Map<FactKind, IdentityFact>> facts = new HashMap<>();
    private final Function<String, Optional<String>> companyDomainOfEmail;

    private Identities(Function<String, Optional<String>> companyDomainOfEmail) {
        this.companyDomainOfEmail = companyDomainOfEmail;
    }

    /**
     * Resolves users that are linked to one another.
     *
     * @param keys every key of each group of linked users
     * @param facts the statements that hold for those keys and for the groups they belong to
     */
    public static List<Identity> resolve(
            Collection<String> keys,
            Collection<IdentityFact> facts,
            Function<String, Optional<String>> companyDomainOfEmail) {
        Identities identities = new Identities(companyDomainOfEmail);
        facts.forEach(fact -> identities
                .facts
                .computeIfAbsent(fact.subject(), subject -> new EnumMap<>(FactKind.class))
                .put(fact.kind(), fact));
        Map<String, List<String>> members = new LinkedHashMap<>();
        for (String key : keys) {
            members.computeIfAbsent(identities.canonical(key), root -> new ArrayList<>())
                    .add(key);
        }
        List<Identity> resolved = new ArrayList<>();
        members.forEach((canonical, all) -> resolved.addAll(identities.resolve(canonical, all)));
        return resolved;
    }

    private List<Identity> resolve(String canonical, List<String> members) {
        String email = stated(canonical, members, FactKind.EMAIL);
        String name = stated(canonical, members, FactKind.NAME);
        String role = stated(canonical, members, FactKind.ROLE);
        String group = stated(canonical, members, FactKind.GROUP);
        Attribution account = Attribution.of(
                        email,
                        Optional.ofNullable(email).flatMap(companyDomainOfEmail),
                        group == null ? null : IdentityKey.idOf(group),
                        value(group, FactKind.DOMAIN),
                        value(group, FactKind.NAME))
                .orElse(null);
        String person = email == null ? canonical : IdentityKey.ofEmail(email);
        return members.stream()
                .map(key -> new Identity(key, canonical, person, email, name, role, account))
                .toList();
    }

    /** What was said of the user under its own key, else the latest that was said under a key that is the same. */
    private String stated(String canonical, List<String> members, FactKind kind) {
        String own = value(canonical, kind);
        return own != null
                ? own
                : members.stream()
                        .map(key -> facts.getOrDefault(key, Map.of()).get(kind))
                        .filter(fact -> fact != null)
                        .max(IdentityFact.BY_TIME)
                        .map(IdentityFact::value)
                        .orElse(null);
    }

    private String value(String key, FactKind kind) {
        IdentityFact fact = facts.getOrDefault(key, Map.of()).get(kind);
        return fact == null ? null : fact.value();
    }

    /** Follows the links to their end; keys that are linked in a circle stand under the least of them. */
    private String canonical(String key) {
        Set<String> path = new LinkedHashSet<>();
        String at = key;
        while (path.add(at)) {
            String next = value(at, FactKind.SAME_AS);
            if (next == null) {
                return at;
            }
            at = next;
        }
        String entry = at;
        return path.stream()
                .dropWhile(step -> !step.equals(entry))
                .min(String::compareTo)
                .orElse(at);
    }
}
