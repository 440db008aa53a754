package io.tandem.crm.relationship;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class HandoffRepository implements PanacheRepositoryBase<Handoff, UUID> {
    /** Those of the handoffs that were told of already. */
    Map<UUID, Handoff> known(Set<UUID> handoffIds) {
        return handoffIds.isEmpty()
                ? new HashMap<>()
                : find("handoffId in ?1", handoffIds).stream()
                        .collect(Collectors.toMap(
                                Handoff::handoffId, Function.identity(), (one, same) -> one, HashMap::new));
    }

    Optional<Handoff> latest(Collection<UUID> accountIds) {
        return find("accountId in ?1 order by openedAt desc nulls last, handoffId", accountIds)
                .firstResultOptional();
    }
}
