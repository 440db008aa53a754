package io.tandem.scoring.relationships;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class RelationshipsConsumer {
    @Inject
    EventIntake intake;

    @Inject
    RelationshipService relationships;

    @Incoming("relationships")
    @Blocking
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "scoring.relationships",
                records,
                Handlers.on(RelationshipChanged.class, changed -> relationships.changed(changed.event()))
                        .and(HandoffAccepted.class, accepted -> relationships.accepted(accepted.event()))
                        .and(HandoffDeclined.class, declined -> relationships.declined(declined.event())));
    }
}
