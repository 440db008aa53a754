package io.tandem.scoring.imports;

import io.tandem.kit.web.Problem;
import io.tandem.scoring.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** What admins do with imports. */
@ApplicationScoped
class EventImportService {
    @Inject
    EventImportRepository imports;

    @Inject
    AuditTrail audit;

    /** In the transaction that begins it. */
    EventImportView begun(UUID id) {
        EventImportView begun = find(id);
        audit.changed("event import begun", "event-import/" + id, null, begun);
        return begun;
    }

    EventImportView find(UUID id) {
        return imports.find(id).orElseThrow(() -> missing(id));
    }

    /** Lets an import rest or go on once the chunk at hand is done, or ends it; what was counted stays counted. */
    @Transactional
    EventImportView move(UUID id, EventImportState state) {
        EventImportView before = imports.lock(id).orElseThrow(() -> missing(id));
        if (before.state().isOver()) {
            throw Problem.conflict("The import is over.");
        }
        imports.set(id, state);
        if (state.isOver()) {
            imports.removeChunks(id);
        }
        EventImportView after = find(id);
        audit.changed("event import changed", "event-import/" + id, before, after);
        return after;
    }

    private static Problem missing(UUID id) {
        return Problem.notFound("There is no import " + id + ".");
    }
}
