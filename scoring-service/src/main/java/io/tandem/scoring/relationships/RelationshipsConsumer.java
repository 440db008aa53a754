package io.tandem.scoring.relationships;

import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.OpportunityAdvanced;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.kit.delivery.EventIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class RelationshipsConsumer {
    @Inject
    EventIntake intake;

    @Inject
    RelationshipService relationships;

    @Incoming("relationships")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleTogether(
                "scoring.relationships",
                records,
                Set.of(
                        RelationshipChanged.class,
                        HandoffAccepted.class,
                        HandoffDeclined.class,
                        OpportunityAdvanced.class),
                relationships::keep);
    }
}
