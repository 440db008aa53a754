package io.tandem.scoring.score;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.EventIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class SignupsConsumer {
    static final String NAME = "scoring.signups";

    @Inject
    EventIntake intake;

    @Inject
    SignupService signups;

    @Incoming("signups")
    @Blocking
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleInBulk(NAME, records, SignupQualified.class, signups::qualify);
    }
}
