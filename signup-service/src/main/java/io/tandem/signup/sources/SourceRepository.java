package io.tandem.signup.sources;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SourceRepository implements PanacheRepositoryBase<Source, UUID> {

    /** Locked, so that the changes of one source and their events have one order. */
    Optional<Source> findToChange(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    List<Source> page(Optional<UUID> after, int rows) {
        return after.map(id -> find("id > ?1 order by id", id))
                .orElseGet(() -> find("order by id"))
                .range(0, rows - 1)
                .list();
    }

    Optional<SourceKey> findValidKey(String hash) {
        return getEntityManager()
                .createQuery(
                        "from SourceKey k join fetch k.source where k.hash = :hash and k.revokedAt is null",
                        SourceKey.class)
                .setParameter("hash", hash)
                .getResultStream()
                .findFirst();
    }
}
