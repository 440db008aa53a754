package io.tandem.crm.interaction;

import io.tandem.crm.caller.QueryValues;
import io.tandem.crm.domain.Direction;
import io.tandem.crm.timeline.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Finds interactions: entries of the timeline, with what is known beyond. */
@ApplicationScoped
class InteractionSearch {
    private static final String FOUND = """
            select entry.event_id, entry.account_id, entry.kind, entry.text, entry.at, entry.author, entry.private,
                direction, outcome, next_step, next_step_due, next_step_done_at,
                coalesce(version, 0) as version,
                array(select person_id from interaction_participant
                      where interaction_id = entry.event_id order by person_id) as participants
            from timeline_entry as entry left join interaction on interaction.id = entry.event_id
            where entry.kind in ('MEETING', 'CALL', 'EMAIL', 'NOTE') and (not entry.private or entry.author = :reader)
            """;

    private final EntityManager entities;

    InteractionSearch(EntityManager entities) {
        this.entities = entities;
    }

    /** Newest first; another person's private notes are left out. */
    @SuppressWarnings("unchecked")
    List<InteractionView> newest(InteractionFilter filter, String reader, Optional<Position> before, int limit) {
        Map<String, Object> values = new LinkedHashMap<>(Map.of("reader", reader));
        StringBuilder sql = new StringBuilder(FOUND);
        BiConsumer<String, Map.Entry<String, Object>> and = (condition, value) -> {
            if (value.getValue() != null) {
                sql.append(" and ").append(condition);
                values.put(value.getKey(), value.getValue());
            }
        };
        and.accept("entry.event_id = :id", value("id", filter.id()));
        and.accept(
                "entry.account_id = any(:accounts)",
                value(
                        "accounts",
                        filter.accounts() == null ? null : filter.accounts().toArray(UUID[]::new)));
        and.accept(
                "entry.kind = :kind",
                value("kind", filter.kind() == null ? null : filter.kind().name()));
        and.accept(
                "(entry.text ilike :text or outcome ilike :text or next_step ilike :text)",
                value("text", QueryValues.partOf(filter.text())));
        and.accept("entry.at >= :from", value("from", filter.from()));
        and.accept("entry.at < :to", value("to", filter.to()));
        and.accept("lower(entry.author) = lower(:author)", value("author", filter.author()));
        and.accept(
                "entry.event_id in (select interaction_id from interaction_participant where person_id = :person)",
                value("person", filter.person()));
        if (filter.openNextStep()) {
            sql.append(" and next_step is not null and next_step_done_at is null");
        }
        before.ifPresent(position -> {
            sql.append(" and (entry.at, entry.event_id) < (:lastAt, :lastId)");
            values.put("lastAt", position.at());
            values.put("lastId", position.id());
        });
        Query query = entities.createNativeQuery(
                sql.append(" order by entry.at desc, entry.event_id desc").toString(), Tuple.class);
        values.forEach(query::setParameter);
        List<Tuple> rows = query.setMaxResults(limit).getResultList();
        return rows.stream().map(InteractionSearch::view).toList();
    }

    private static InteractionView view(Tuple row) {
        String direction = row.get("direction", String.class);
        return new InteractionView(
                row.get("event_id", UUID.class),
                row.get("account_id", UUID.class),
                row.get("kind", String.class),
                row.get("text", String.class),
                row.get("at", Instant.class),
                row.get("author", String.class),
                row.get("private", Boolean.class),
                direction == null ? null : Direction.valueOf(direction),
                List.of(row.get("participants", UUID[].class)),
                row.get("outcome", String.class),
                row.get("next_step", String.class),
                row.get("next_step_due", LocalDate.class),
                row.get("next_step_done_at", Instant.class),
                row.get("version", Long.class));
    }

    private static Map.Entry<String, Object> value(String name, Object value) {
        return new AbstractMap.SimpleEntry<>(name, value);
    }
}
