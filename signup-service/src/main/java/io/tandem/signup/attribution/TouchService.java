package io.tandem.signup.attribution;

import io.quarkus.scheduler.Scheduled;
import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/** Keeps the visits that pages tell, as long as somebody may still sign up after them. */
@ApplicationScoped
class TouchService {
    private static final String PURGE = """
            DELETE FROM touch WHERE id IN (
                SELECT id FROM touch WHERE at < ? AND person_id IS NULL
                  AND NOT EXISTS (SELECT FROM signup WHERE signup.anonymous_id = touch.anonymous_id)
                ORDER BY at LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;
    private final TouchStatements statements;
    private final TouchIntake intake;
    private final AttributionConfig config;

    TouchService(Database database, TouchStatements statements, TouchIntake intake, AttributionConfig config) {
        this.database = database;
        this.statements = statements;
        this.intake = intake;
        this.config = config;
    }

    @Transactional
    public void store(UUID sourceId, TouchesRequest request) {
        ToldTouches told = intake.told(request.touches(), request.anonymousId(), sourceId, Instant.now());
        database.update(TouchStatements.STORE, values -> statements.bindStore(values, told));
    }

    /** Each batch is a transaction of its own, so that no visitor waits for many deletions. */
    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        Instant oldest = Instant.now().minus(config.unclaimedKept());
        int batch = config.purgeBatch();
        int purged;
        do {
            purged = database.update(PURGE, values -> values.add(oldest).add(batch));
        } while (purged == batch);
    }
}
