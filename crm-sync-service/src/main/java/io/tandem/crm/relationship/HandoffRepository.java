package io.tandem.crm.relationship;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class HandoffRepository implements PanacheRepositoryBase<Handoff, UUID> {
    /** The account's row is locked by the caller, so nobody else makes the same handoff meanwhile. */
    Handoff known(UUID handoffId, UUID accountId) {
        return findByIdOptional(handoffId).orElseGet(() -> {
            Handoff handoff = new Handoff(handoffId, accountId);
            persist(handoff);
            return handoff;
        });
    }

    Optional<Handoff> latest(Collection<UUID> accountIds) {
        return find("accountId in ?1 order by openedAt desc nulls last, handoffId", accountIds)
                .firstResultOptional();
    }
}
