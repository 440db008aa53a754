package io.tandem.scoring.usage;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.EventIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class TrackedEventsConsumer {
    @Inject
    EventIntake intake;

    @Inject
    UsageService usage;

    @Incoming("tracked-events")
    @Blocking
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleInBulk("scoring.tracked-events", records, TrackedEvent.class, usage::count);
    }
}
