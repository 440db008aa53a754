package io.tandem.crm.engagement;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tandem.crm.domain.EngagementStatus;
import io.tandem.crm.timeline.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class EngagementRepository implements PanacheRepositoryBase<Engagement, UUID> {
    /** Newest first; what is null is not asked. */
    List<Engagement> page(Collection<UUID> accounts, EngagementStatus status, Optional<Position> before, int limit) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (accounts != null) {
            conditions.add("accountId in :accounts");
            values.put("accounts", accounts);
        }
        if (status != null) {
            conditions.add("status = :status");
            values.put("status", status);
        }
        before.ifPresent(position -> {
            conditions.add("(createdAt, id) < (:at, :id)");
            values.put("at", position.at());
            values.put("id", position.id());
        });
        return find(String.join(" and ", conditions) + " order by createdAt desc, id desc", values)
                .range(0, limit - 1)
                .list();
    }
}
