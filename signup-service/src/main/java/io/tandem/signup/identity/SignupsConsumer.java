package io.tandem.signup.identity;

import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.signup.enrichment.CompanyLookups;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads this service's own signups again, so that looking for matches and company data costs no form its time. */
@ApplicationScoped
class SignupsConsumer {
    private final EventIntake intake;
    private final CompanyMatchingService matching;
    private final CompanyLookups lookups;

    SignupsConsumer(EventIntake intake, CompanyMatchingService matching, CompanyLookups lookups) {
        this.intake = intake;
        this.matching = matching;
        this.lookups = lookups;
    }

    @Incoming("own-signups")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleInBulk("signup.matching", records, SignupQualified.class, signups -> {
            matching.signedUp(signups);
            lookups.met(signups);
        });
    }
}
