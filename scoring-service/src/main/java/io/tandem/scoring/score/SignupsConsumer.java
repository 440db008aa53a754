package io.tandem.scoring.score;

import io.tandem.contracts.AccountEnriched;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
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

    @Inject
    CompanyService companies;

    @Inject
    AccountLinkService links;

    /** What comes of it does not depend on the order, so each type is taken as one set. */
    @Incoming("signups")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleInBulk(NAME, records, SignupQualified.class, signups::qualify);
        intake.handleInBulk(NAME, records, AccountEnriched.class, companies::enrich);
        intake.handleInBulk(NAME, records, AccountMerged.class, links::merge);
        intake.handleInBulk(NAME, records, AccountSeparated.class, links::separate);
    }
}
