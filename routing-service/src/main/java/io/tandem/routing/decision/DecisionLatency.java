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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures how long a decision takes, from the score to the commit. */
@ApplicationScoped
class DecisionLatency {
    @Inject
    MeterRegistry metrics;

    @Inject
    TransactionSynchronizationRegistry transactions;

    private final Map<Motion, Timer> timers = new ConcurrentHashMap<>();

    /** @param scoredAt null where it is not known */
    record Made(Motion motion, Instant scoredAt) {}

    void recordAtCommit(List<Made> decisions) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    Instant now = Instant.now();
                    decisions.stream().filter(made -> made.scoredAt() != null).forEach(made -> timers.computeIfAbsent(
                                    made.motion(), DecisionLatency.this::timer)
                            .record(Duration.between(made.scoredAt(), now)));
                }
            }
        });
    }

    private Timer timer(Motion motion) {
        return Timer.builder("tandem.routing.decision.latency")
                .description("From the score to the committed decision")
                .tag("motion", motion.name())
                .publishPercentileHistogram()
                .register(metrics);
    }
}
