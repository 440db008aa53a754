package io.tandem.scoring.usage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Hands batches to the service as its consumer does, without waiting for Kafka. */
@ApplicationScoped
public class UsageGate {
    @Inject
    UsageService usage;

    public void count(List<TrackedEvent> batch) {
        List<Received<TrackedEvent>> received = batch.stream()
                .map(event -> new Received<>(UUID.randomUUID(), event.receivedAt(), event.key(), event))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> usage.count(received));
    }
}
