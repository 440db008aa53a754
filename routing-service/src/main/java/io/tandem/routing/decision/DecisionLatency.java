package io.tandem.routing.decision;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tandem.contracts.Motion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.Instant;

/** Measures how long a decision takes, from the score to the commit. */
@ApplicationScoped
class DecisionLatency {
    @Inject
    MeterRegistry metrics;

    @Inject
    TransactionSynchronizationRegistry transactions;

    void recordAtCommit(Motion motion, Instant scoredAt) {
        if (scoredAt == null) {
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    Timer.builder("tandem.routing.decision.latency")
                            .description("From the score to the committed decision")
                            .tag("motion", motion.name())
                            .publishPercentileHistogram()
                            .register(metrics)
                            .record(Duration.between(scoredAt, Instant.now()));
                }
            }
        });
    }
}
