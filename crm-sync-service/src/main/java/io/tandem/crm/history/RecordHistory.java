package io.tandem.crm.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people changed about engagements and proposals, to read; the audit trail holds the values before and after. */
@ApplicationScoped
public class RecordHistory {
    private final EntityManager entities;

    RecordHistory(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional(TxType.MANDATORY)
    public void note(UUID recordId, UUID accountId, Instant at, String author, String text) {
        entities.persist(new RecordChange(recordId, accountId, at, author, text));
    }

    /** Oldest first. */
    @Transactional(TxType.MANDATORY)
    public List<RecordChangeView> of(UUID recordId) {
        return entities.createQuery("from RecordChange where recordId = :id order by id", RecordChange.class)
                .setParameter("id", recordId)
                .getResultStream()
                .map(change -> new RecordChangeView(change.at(), change.author(), change.text()))
                .toList();
    }
}
