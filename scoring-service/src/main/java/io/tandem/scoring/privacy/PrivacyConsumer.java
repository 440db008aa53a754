package io.tandem.scoring.privacy;

import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class PrivacyConsumer {
    @Inject
    EventIntake intake;

    @Inject
    PrivacyService privacy;

    @Incoming("privacy")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "scoring.privacy",
                records,
                Handlers.on(PersonErasureRequested.class, request -> privacy.erase(request.event()))
                        .and(PersonExportRequested.class, request -> privacy.export(request.event())));
    }
}
