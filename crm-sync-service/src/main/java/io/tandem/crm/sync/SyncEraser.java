package io.tandem.crm.sync;

import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.domain.SyncField;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Removes people from a CRM who are to be forgotten. */
@ApplicationScoped
class SyncEraser {
    private final SyncQueue queue;
    private final SentRecords kept;
    private final SyncConfig config;

    SyncEraser(SyncQueue queue, SentRecords kept, SyncConfig config) {
        this.queue = queue;
        this.kept = kept;
        this.config = config;
    }

    /**
     * Removes records of people who are to be forgotten, one after the other. One whose making had an unknown outcome is
     * removed as soon as the CRM shows it.
     *
     * @return how many were in hand
     */
    int erase(Connection connection, CrmConnector connector, CrmSession session) throws CrmException {
        UUID id = connection.connectionId();
        UUID claim = UUID.randomUUID();
        List<QueuedRecord> claimed =
                queue.claimErasures(id, claim, config.lease().toMillis());
        for (QueuedRecord queued : claimed) {
            erase(connector, session, claim, queued);
        }
        return claimed.size();
    }

    private void erase(CrmConnector connector, CrmSession session, UUID claim, QueuedRecord queued)
            throws CrmException {
        UUID id = session.connectionId();
        if (queued.remoteId() == null) {
            Sent later = Sent.later(queued, "To be removed; whether the CRM has it is not known yet");
            kept.finish(id, queued.kind(), claim, List.of(later), config.backoff());
            return;
        }
        try {
            boolean wasThere = connector.erase(session, queued.kind(), queued.remoteId());
            if (!wasThere && connector.mayHaveMoved().contains(queued.kind())) {
                eraseWhereItWent(connector, session, queued);
            }
            queue.forget(id, queued.kind(), queued.id());
        } catch (CrmException e) {
            kept.finish(id, queued.kind(), claim, List.of(Sent.later(queued, e.getMessage())), config.backoff());
            if (e.kind() != CrmException.Kind.REFUSED) {
                throw e;
            }
        }
    }

    /** What it was merged into is the same person's, unless that is somebody else whom we know. */
    private void eraseWhereItWent(CrmConnector connector, CrmSession session, QueuedRecord queued) throws CrmException {
        LostRecord lost = new LostRecord(queued.id(), queued.theirs().get(SyncField.CONTACT_EMAIL), null);
        String moved = connector
                .moved(session, queued.kind(), Map.of(queued.remoteId(), lost))
                .get(queued.remoteId());
        if (moved != null
                && queue.known(session.connectionId(), queued.kind(), List.of(moved))
                        .isEmpty()) {
            connector.erase(session, queued.kind(), moved);
        }
    }
}
