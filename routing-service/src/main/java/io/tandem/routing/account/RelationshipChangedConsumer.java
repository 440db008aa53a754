package io.tandem.routing.account;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
        intake.handle(
                "routing.relationship-changed",
                records,
                Handlers.on(RelationshipChanged.class, received -> accounts.keep(received.event())));
    }
}
