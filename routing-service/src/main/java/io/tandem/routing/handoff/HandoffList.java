package io.tandem.routing.handoff;

import io.tandem.routing.handoff.HandoffFilter.Due;
import io.tandem.routing.storage.TimeCursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;

/** The handoffs that somebody has, and how many of which kind. */
@ApplicationScoped
class HandoffList {
    private static final Duration SOON = Duration.ofHours(24);
    private static final String AWAITS_FIRST_TOUCH = "status in (QUEUED, OPEN, EXPIRED, ACCEPTED)";

    enum Sort {
        /** Opened last first. */
        NEWEST,
        /** Due first first. */
        DUE
    }

    @Inject
    StatelessSession session;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    /** @param after the last that was seen, or null */
    List<Handoff> page(HandoffFilter filter, Sort sort, TimeCursor after, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        String where = where(filter, values);
        String order = sort == Sort.DUE ? "sla.dueAt, id" : "openedAt desc, id desc";
        if (after != null) {
            where += sort == Sort.DUE ? " and (sla.dueAt, id) > (:at, :id)" : " and (openedAt, id) < (:at, :id)";
            values.put("at", after.at());
            values.put("id", after.id());
        }
        var query = session.createSelectionQuery("from handoff where " + where + " order by " + order, Handoff.class)
                .setMaxResults(limit);
        values.forEach(query::setParameter);
        return query.getResultList();
    }

    static TimeCursor cursor(Handoff last, Sort sort) {
        return new TimeCursor(sort == Sort.DUE ? last.sla().dueAt() : last.openedAt(), last.id());
    }

    HandoffCountsView counts(HandoffFilter filter) {
        Map<String, Object> values = new LinkedHashMap<>();
        String where = where(filter, values);
        Instant now = clock.instant();
        values.put("now", now);
        values.put("soon", now.plus(SOON));
        var query = session.createSelectionQuery(
                "select status, count(*), count(case when " + AWAITS_FIRST_TOUCH + " and sla.dueAt <= :now then 1 end),"
                        + " count(case when " + AWAITS_FIRST_TOUCH
                        + " and sla.dueAt > :now and sla.dueAt <= :soon then 1 end)"
                        + " from handoff where " + where + " group by status",
                Object[].class);
        values.forEach(query::setParameter);
        Map<HandoffStatus, Long> byStatus = new EnumMap<>(HandoffStatus.class);
        long overdue = 0;
        long soon = 0;
        for (Object[] row : query.getResultList()) {
            byStatus.put((HandoffStatus) row[0], (Long) row[1]);
            overdue += (Long) row[2];
            soon += (Long) row[3];
        }
        long open = byStatus.entrySet().stream()
                .filter(entry -> entry.getKey().isOpen())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new HandoffCountsView(open, overdue, soon, byStatus);
    }

    private String where(HandoffFilter filter, Map<String, Object> values) {
        StringBuilder where = new StringBuilder("1 = 1");
        if (filter.accountId != null) {
            where.append(" and accountId = :account");
            values.put("account", filter.accountId);
        }
        if (filter.statuses != null && !filter.statuses.isEmpty()) {
            where.append(" and status in :statuses");
            values.put("statuses", filter.statuses);
        }
        String owner = HandoffFilter.email(filter.owner, caller);
        if (owner != null) {
            where.append(" and lower(ownerEmail) = lower(:owner)");
            values.put("owner", owner);
        }
        String escalatedTo = HandoffFilter.email(filter.escalatedTo, caller);
        if (escalatedTo != null) {
            where.append(" and escalatedTo = lower(:escalatedTo)");
            values.put("escalatedTo", escalatedTo);
        }
        if (filter.due != null) {
            Instant now = clock.instant();
            where.append(" and ").append(AWAITS_FIRST_TOUCH);
            where.append(
                    switch (filter.due) {
                        case OVERDUE -> " and sla.dueAt <= :dueAfter";
                        case SOON -> " and sla.dueAt > :dueAfter and sla.dueAt <= :dueUntil";
                        case LATER -> " and sla.dueAt > :dueUntil";
                    });
            if (filter.due != Due.LATER) {
                values.put("dueAfter", now);
            }
            if (filter.due != Due.OVERDUE) {
                values.put("dueUntil", now.plus(SOON));
            }
        }
        return where.toString();
    }
}
