package io.tandem.routing.handoff;

import io.tandem.routing.storage.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Remembers what happened to each handoff, in the transaction in which it did. */
@ApplicationScoped
class HandoffHistory {
    /** Who did what no person did. */
    static final String TANDEM = "tandem";

    enum What {
        OPENED,
        ASSIGNED,
        /** A person gave it to somebody. */
        REASSIGNED,
        WARNED,
        EXPIRED,
        /** Whoever looks after the pool was told that nobody took it in time. */
        ESCALATED,
        /** Its owner was switched off. */
        RELEASED,
        ACCEPTED,
        DECLINED,
        WORKED,
        CONVERTED,
        RECYCLED
    }

    @Inject
    Database database;

    /**
     * @param who a person's email, or {@link #TANDEM}
     * @param why null where there is nothing to say
     */
    void record(Handoff handoff, What what, String who, String why, Instant at) {
        database.update("""
                INSERT INTO handoff_history (handoff_id, at, what, who, why, owner_name, owner_email)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, handoff.id(), at, what, who, why, handoff.ownerName(), handoff.ownerEmail());
    }

    /** Oldest first. */
    List<Entry> of(UUID handoffId, long after, int limit) {
        return database.query(
                """
                SELECT id, at, what, who, why, owner_name, owner_email FROM handoff_history
                WHERE handoff_id = ? AND id > ? ORDER BY id LIMIT ?
                """,
                row -> new Entry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        What.valueOf(row.getString("what")),
                        row.getString("who"),
                        row.getString("why"),
                        row.getString("owner_name"),
                        row.getString("owner_email")),
                handoffId,
                after,
                limit);
    }

    /** One line, with who had the handoff from then on. */
    record Entry(long id, Instant at, What what, String who, String why, String ownerName, String ownerEmail) {}
}
