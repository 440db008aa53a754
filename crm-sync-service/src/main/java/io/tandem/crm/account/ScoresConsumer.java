package io.tandem.crm.account;

import io.tandem.contracts.AccountActivated;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.SignalDetected;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class ScoresConsumer {
    private final EventIntake intake;
    private final ScoreIntake scores;
    private final AccountFamilies families;

    ScoresConsumer(EventIntake intake, ScoreIntake scores, AccountFamilies families) {
        this.intake = intake;
        this.scores = scores;
        this.families = families;
    }

    @Incoming("scores")
    void on(ConsumerRecords<String, byte[]> records) {
        intake.handleInBulk(ScoreIntake.CONSUMER, records, AccountScored.class, scores::scored);
        intake.handle(
                "crm-sync.links",
                records,
                Handlers.on(AccountMerged.class, received -> families.merged(received.event()))
                        .and(AccountSeparated.class, received -> families.separated(received.event())));
        intake.handle(
                "crm-sync.signals",
                records,
                Handlers.on(SignalDetected.class, scores::detected).and(AccountActivated.class, scores::activated));
    }
}
