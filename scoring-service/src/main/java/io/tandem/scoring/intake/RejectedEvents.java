package io.tandem.scoring.intake;

import io.quarkus.scheduler.Scheduled;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Keeps what was refused for a month, so that whoever misses an event finds out why. */
@ApplicationScoped
class RejectedEvents {
    private static final Logger LOG = Logger.getLogger(RejectedEvents.class);

    @Inject
    Database database;

    /**
     * One event of a batch that was not taken.
     *
     * @param body as sent, at most as much of it as an event may have
     */
    record RejectedEvent(int index, String reason, String body) {}

    void add(UUID sourceId, Instant receivedAt, List<RejectedEvent> rejected) {
        try {
            database.update(
                    """
                    INSERT INTO rejected_event (source_id, received_at, position, reason, body)
                    SELECT ?, ?, * FROM unnest(?::int[], ?::text[], ?::text[])
                    """,
                    sourceId,
                    receivedAt,
                    Column.numbers(rejected.stream().map(RejectedEvent::index).toList()),
                    Column.text(rejected.stream().map(RejectedEvent::reason).toList()),
                    Column.text(rejected.stream().map(RejectedEvent::body).toList()));
        } catch (DatabaseException e) {
            LOG.warnf("The rejected events of a batch could not be stored: %s", e.getMessage());
            throw Problem.unavailable("the rejected events cannot be stored now");
        }
    }

    @Scheduled(every = "1h", delayed = "1m")
    void forgetOld() {
        database.update("DELETE FROM rejected_event WHERE received_at < now() - interval '30 days'");
    }
}
