package io.tandem.crm.sync;

import io.agroal.api.AgroalDataSource;
import io.tandem.crm.domain.Backoff;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.inject.Vetoed;
import java.util.Collection;
import java.util.UUID;

/** The queue as an instance sees it that is killed before it can say what became of its records. */
@Vetoed
final class Abandoned extends SyncQueue {
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    Abandoned(AgroalDataSource database, FieldValues values) {
        super(database, values);
    }

    @Override
    void finish(UUID connectionId, RecordKind kind, UUID claim, Collection<Sent> results, Backoff backoff) {
        if (!results.isEmpty()) {
            throw new Killed();
        }
    }
}
