package io.tandem.crm.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.crm.timeline.Position;
import io.tandem.kit.delivery.DeadLetterEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Remembers every change that a person makes. The database refuses to alter what was written. */
@ApplicationScoped
public class AuditTrail {
    /** Of an interaction that is private only its author hears. */
    private static final String NEWEST = """
            select * from audit_entry where subject = any(:subjects)
                and case when action in ('INTERACTION_RECORDED', 'INTERACTION_COMPLETED')
                    then not exists (select from timeline_entry as note where note.private
                        and note.author <> :reader and note.event_id = cast(after ->> 'id' as uuid))
                    else true end
            """;

    private final EntityManager entities;
    private final ObjectMapper json;

    AuditTrail(EntityManager entities, ObjectMapper json) {
        this.entities = entities;
        this.json = json;
    }

    /** The same of a record as it is shown, before and after; null where there is none. */
    @Transactional(TxType.MANDATORY)
    public void changed(Instant at, String actor, String action, UUID subject, Object before, Object after) {
        record(at, actor, action, subject, fields(before), fields(after));
    }

    void deadLetterEnded(@Observes DeadLetterEnded ended) {
        record(Instant.now(), ended.who(), ended.action(), ended.eventId(), ended.letter(), null);
    }

    private Map<String, Object> fields(Object view) {
        return view == null ? null : json.convertValue(view, new TypeReference<Map<String, Object>>() {});
    }

    /** Writes in the transaction of the change itself. {@code before} is null where there was nothing. */
    @Transactional(TxType.MANDATORY)
    public void record(
            Instant at,
            String actor,
            String action,
            UUID subject,
            Map<String, Object> before,
            Map<String, Object> after) {
        entities.persist(new AuditEntry(at, actor, action, subject, before, after));
    }

    /** What was changed about these, newest first. */
    @Transactional
    @SuppressWarnings("unchecked")
    public List<AuditEntryView> newest(Collection<UUID> subjects, String reader, Optional<Position> before, int limit) {
        Query query = entities.createNativeQuery(
                        NEWEST + (before.isPresent() ? " and (at, id) < (:at, :id)" : "")
                                + " order by at desc, id desc",
                        AuditEntry.class)
                .setParameter("subjects", subjects.toArray(UUID[]::new))
                .setParameter("reader", reader)
                .setMaxResults(limit);
        before.ifPresent(position -> query.setParameter("at", position.at()).setParameter("id", position.id()));
        List<AuditEntry> found = query.getResultList();
        return found.stream().map(AuditEntry::view).toList();
    }
}
