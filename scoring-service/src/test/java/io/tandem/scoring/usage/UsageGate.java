package io.tandem.scoring.usage;

import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.Received;
import io.tandem.scoring.score.DueAccounts;
import io.tandem.scoring.score.DueScoring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Hands batches to the service as its consumer does, without waiting for Kafka, and waits until all is scored. */
@ApplicationScoped
public class UsageGate {
    @Inject
    UsageService usage;

    @Inject
    DueScoring scoring;

    @Inject
    DueAccounts due;

    public void count(List<TrackedEvent> batch) {
        countOnly(batch);
        awaitScored();
    }

    /** Leaves it to the service to score what the batch touched. */
    public void countOnly(List<TrackedEvent> batch) {
        List<Received<TrackedEvent>> received = batch.stream()
                .map(event -> new Received<>(UUID.randomUUID(), event.receivedAt(), event.key(), event))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> usage.count(received));
    }

    /** As an import does, with what came in long ago. */
    public void backfill(List<TrackedEvent> batch) {
        QuarkusTransaction.requiringNew().run(() -> usage.backfill(batch));
    }

    /** Returns when nothing is due any more. */
    public void awaitScored() {
        scoring.scoreSome();
        // What the service itself has taken meanwhile is not yet scored.
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> !due.any());
    }
}
