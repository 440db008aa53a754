package io.tandem.crm.sync;

import io.tandem.contracts.HandoffTaskCompleted;
import io.tandem.contracts.Topics;
import io.tandem.crm.connector.Completion;
import io.tandem.kit.delivery.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Handoffs whose tasks people did in a CRM: routing, whose they are, is told once of each time. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class HandoffTasks {
    private final EntityManager entities;
    private final Outbox outbox;

    HandoffTasks(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    void done(UUID handoffId, Completion completion, String where) {
        Instant now = Instant.now();
        Instant said = completion.at() == null || completion.at().isAfter(now) ? now : completion.at();
        Instant at = said.truncatedTo(ChronoUnit.MICROS);
        for (Object account : entities.createNativeQuery("""
                        update handoff set done_at = :at where handoff_id = :id and (done_at is null or done_at < :at)
                        returning account_id
                        """, UUID.class)
                .setParameter("at", at)
                .setParameter("id", handoffId)
                .getResultList()) {
            outbox.append(
                    Topics.RELATIONSHIPS,
                    new HandoffTaskCompleted((UUID) account, handoffId, completion.by(), where, at));
        }
    }
}
