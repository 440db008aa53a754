package io.tandem.crm.sync;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.timeline.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SyncConflicts implements PanacheRepositoryBase<SyncConflict, UUID> {
    List<SyncConflict> newest(boolean openOnly, Optional<Position> before, int limit) {
        String which = openOnly ? "resolvedAt is null" : "1 = 1";
        String order = " order by at desc, conflictId desc";
        return before.map(position ->
                        find(which + " and (at, conflictId) < (?1, ?2)" + order, position.at(), position.id()))
                .orElseGet(() -> find(which + order))
                .range(0, limit - 1)
                .list();
    }

    List<SyncConflict> of(UUID connectionId, RecordKind kind, UUID recordId) {
        return list("connectionId = ?1 and kind = ?2 and recordId = ?3 order by at desc", connectionId, kind, recordId);
    }
}
