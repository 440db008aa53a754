package io.tandem.scoring.identity;

import io.tandem.scoring.domain.Attribution;
import io.tandem.scoring.domain.FactKind;
import io.tandem.scoring.domain.Identities;
import io.tandem.scoring.domain.Identity;
import io.tandem.scoring.domain.IdentityFact;
import io.tandem.scoring.domains.Domains;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps what is known of every user, and to which account that leads. Rows are locked in the order of their keys before
 * anything is worked out from them, so that transactions running side by side see one another's statements.
 */
@ApplicationScoped
public class IdentityService {
    @Inject
    IdentityRepository identities;

    @Inject
    Domains domains;

    @Transactional(Transactional.TxType.MANDATORY)
    public Attributions apply(Statements statements) {
        IdentityRepository.Heard heard = identities.hear(statements.sightings(), statements.facts());
        Map<String, IdentityRepository.Seen> seen = heard.seen();
        Set<UUID> touched = new HashSet<>();
        seen.values().stream()
                .map(IdentityRepository.Seen::accountId)
                .filter(account -> account != null)
                .forEach(touched::add);

        Set<String> changed = heard.changed();
        if (changed.isEmpty()) {
            return new Attributions(touched, Set.of(), List.of());
        }
        if (areStrangers(heard, statements.facts())) {
            List<IdentityFact> said =
                    statements.facts().stream().map(Statement::fact).toList();
            return resolve(new IdentityRepository.Linked(changed, said), touched);
        }
        // A link that points elsewhere now has left the users it was with.
        Set<String> start = new HashSet<>(changed);
        changed.stream().map(seen::get).map(IdentityRepository.Seen::canonical).forEach(start::add);
        IdentityRepository.Linked linked = identities.linked(start);
        if (!seen.keySet().containsAll(linked.keys())) {
            identities.lock(linked.keys());
            linked = identities.linked(start);
        }
        return resolve(linked, touched);
    }

    /**
     * Whether nothing is known of these but what was just said: no key was named before, and a link names both of its
     * keys. Most who sign up are strangers, and somebody waits.
     */
    private static boolean areStrangers(IdentityRepository.Heard heard, List<Statement> said) {
        return heard.firsts() == said.size()
                && heard.changed().stream()
                        .allMatch(key -> heard.seen().get(key).isNew())
                && said.stream()
                        .map(statement -> statement.fact().kind())
                        .noneMatch(kind -> kind == FactKind.SAME_AS || kind == FactKind.GROUP);
    }

    /** Everybody linked to these keys, as identities have them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<String> linkedTo(Set<String> keys) {
        return identities.linked(keys).keys();
    }

    /** Works out anew who these are, after what was stated of them or of others linked to them has been removed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Attributions resolve(Set<String> keys) {
        identities.lock(keys);
        return resolve(identities.linked(keys), new HashSet<>());
    }

    private Attributions resolve(IdentityRepository.Linked linked, Set<UUID> touched) {
        List<Identity> resolved = Identities.resolve(linked.users(), linked.facts(), domains::ofEmail);
        Set<UUID> changed = identities.save(resolved);
        Map<UUID, Attribution> known = resolved.stream()
                .map(Identity::account)
                .filter(account -> account != null)
                .collect(
                        Collectors.toMap(Attribution::accountId, account -> account, (one, same) -> one, HashMap::new));
        changed.addAll(known.keySet());
        touched.addAll(changed);
        return new Attributions(touched, changed, known.values());
    }
}
