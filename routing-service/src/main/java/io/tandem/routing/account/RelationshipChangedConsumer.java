package io.tandem.routing.account;

import io.tandem.contracts.HandoffTaskCompleted;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class RelationshipChangedConsumer {
    @Inject
    EventIntake intake;

    @Inject
    Relationships relationships;

    /** Whose handoffs are hears of it, in the transaction of the event. */
    @Inject
    Event<HandoffTaskCompleted> taskCompleted;

    @Incoming("relationships")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleTogether(
                "routing.relationship-changed",
                records,
                Set.of(RelationshipChanged.class),
                batch -> relationships.keep(batch.stream()
                        .map(received -> (RelationshipChanged) received.event())
                        .toList()));
        intake.handle(
                "routing.handoff-task-completed",
                records,
                Handlers.on(HandoffTaskCompleted.class, received -> taskCompleted.fire(received.event())));
    }
}
