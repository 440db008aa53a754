package io.tandem.crm.privacy;

import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class PrivacyConsumer {
    private final EventIntake intake;
    private final PersonPrivacy people;

    PrivacyConsumer(EventIntake intake, PersonPrivacy people) {
        this.intake = intake;
        this.people = people;
    }

    @Incoming("privacy")
    void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "crm-sync.privacy",
                records,
                Handlers.on(PersonErasureRequested.class, received -> people.erase(received.event()))
                        .and(PersonExportRequested.class, received -> people.export(received.event()))
                        .and(ContactSuppressed.class, received -> people.suppress(received.event())));
    }
}
