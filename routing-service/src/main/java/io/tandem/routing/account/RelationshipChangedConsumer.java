package io.tandem.routing.account;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.kit.delivery.EventIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class RelationshipChangedConsumer {
    @Inject
    EventIntake intake;

    @Inject
    Accounts accounts;

    @Incoming("relationships")
    @Blocking
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleTogether(
                "routing.relationship-changed",
                records,
                Set.of(RelationshipChanged.class),
                batch -> accounts.keep(batch.stream()
                        .map(received -> (RelationshipChanged) received.event())
                        .toList()));
    }
}
