package io.tandem.routing.privacy;

import io.tandem.contracts.ContactSuppressed;
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
    PersonPrivacy people;

    @Inject
    Contacts contacts;

    @Incoming("privacy")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "routing.privacy",
                records,
                Handlers.on(PersonErasureRequested.class, received -> people.erase(received.event()))
                        .and(PersonExportRequested.class, received -> people.export(received.event()))
                        .and(ContactSuppressed.class, received -> contacts.keep(received.event())));
    }
}
