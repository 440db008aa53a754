package io.tandem.scoring.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Publishes what waits in the spool, oldest first, once the broker takes it. One instance drains at a time. */
@ApplicationScoped
class SpoolDrainer {
    private static final Logger LOG = Logger.getLogger(SpoolDrainer.class);
    private static final int BATCHES_AT_ONCE = 16;

    /** Longer than the producer's own, so that it is told of every event what became of it. */
    private static final int PATIENCE_SECONDS = 12;

    @Inject
    Spool spool;

    @Inject
    SpoolGate gate;

    @Inject
    EventPublisher publisher;

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void drain() {
        try {
            boolean nothingWaits = spool.isEmpty();
            if (nothingWaits && !gate.isSpooling()) {
                return;
            }
            gate.spoolFromNowOn();
            long drained = 0;
            for (int some = drainSome(); some > 0; some = drainSome()) {
                drained += some;
            }
            if (drained > 0) {
                LOG.infof("%d spooled events are published", drained);
            }
            gate.publishAgainIf(spool::isEmpty);
        } catch (CompletionException e) {
            LOG.warnf("The broker is away; events are kept in the spool: %s", e.getCause());
        } catch (DatabaseException e) {
            LOG.warnf("The spool is out of reach: %s", e.getMessage());
        }
    }

    /** An end between the acknowledgement and the removal publishes the same events twice, under the same ids. */
    private int drainSome() {
        return QuarkusTransaction.requiringNew().timeout(3 * PATIENCE_SECONDS).call(() -> {
            if (!spool.isMineToDrain()) {
                return 0;
            }
            List<Spool.Batch> oldest = spool.oldest(BATCHES_AT_ONCE);
            List<AcceptedEvent> events = spool.eventsOf(oldest);
            publisher
                    .publish(events)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            spool.remove(oldest);
            return events.size();
        });
    }
}
