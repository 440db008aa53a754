package io.tandem.signup.identity;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.EventIntake;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads this service's own signups again, so that looking for matches costs no form its time. */
@ApplicationScoped
class SignupsConsumer {
    private final EventIntake intake;
    private final CompanyMatchingService matching;

    SignupsConsumer(EventIntake intake, CompanyMatchingService matching) {
        this.intake = intake;
        this.matching = matching;
    }

    @Incoming("own-signups")
    @Blocking
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleInBulk("signup.matching", records, SignupQualified.class, matching::signedUp);
    }
}
