package io.tandem.scoring.intake;

import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Makes accepted events durable: in the log, else in the spool. */
@ApplicationScoped
class EventStore {
    private static final Logger LOG = Logger.getLogger(EventStore.class);

    @Inject
    EventPublisher publisher;

    @Inject
    Spool spool;

    @Inject
    SpoolGate gate;

    @Inject
    IntakeConfig config;

    @Inject
    ExecutorService workers;

    /** Completes when the events are durable. Never waits in the caller's thread. */
    CompletableFuture<Void> store(List<AcceptedEvent> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (gate.enterIfSpooling()) {
            return CompletableFuture.supplyAsync(() -> spooled(events, true), workers)
                    .thenCompose(Function.identity());
        }
        return published(events)
                .exceptionallyComposeAsync(
                        failure -> {
                            LOG.warnf("The broker does not acknowledge; events go to the spool: %s", failure);
                            gate.enter();
                            return spooled(events, false);
                        },
                        workers);
    }

    /** An acknowledgement that comes too late leaves a duplicate, which consumers know by its id. */
    private CompletableFuture<Void> published(List<AcceptedEvent> events) {
        return publisher.publish(events).orTimeout(config.ackTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Void> spooled(List<AcceptedEvent> events, boolean brokerMayBeBack) {
        try {
            spool.add(events);
            return CompletableFuture.completedFuture(null);
        } catch (DatabaseException failure) {
            LOG.warnf("The spool is out of reach: %s", failure);
            return brokerMayBeBack
                    ? published(events).exceptionallyCompose(none -> CompletableFuture.failedFuture(unavailable()))
                    : CompletableFuture.failedFuture(unavailable());
        } catch (Problem full) {
            return CompletableFuture.failedFuture(full);
        } finally {
            gate.written();
        }
    }

    private static Problem unavailable() {
        return Problem.unavailable("the events cannot be stored now");
    }
}
