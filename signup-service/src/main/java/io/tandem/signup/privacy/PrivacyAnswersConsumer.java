package io.tandem.signup.privacy;

import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonExported;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class PrivacyAnswersConsumer {
    private final EventIntake intake;
    private final PrivacyRequestService requests;

    PrivacyAnswersConsumer(EventIntake intake, PrivacyRequestService requests) {
        this.intake = intake;
        this.requests = requests;
    }

    @Incoming("privacy")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "signup.privacy-answers",
                records,
                Handlers.on(PersonErased.class, received -> requests.erased(received.event()))
                        .and(PersonExported.class, received -> requests.exported(received.event())));
    }
}
