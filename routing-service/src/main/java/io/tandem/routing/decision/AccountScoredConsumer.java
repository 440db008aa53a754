package io.tandem.routing.decision;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountSeparated;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import io.tandem.routing.account.AccountFamilies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AccountScoredConsumer {
    @Inject
    EventIntake intake;

    @Inject
    RoutingService routing;

    @Inject
    AccountFamilies families;

    @Incoming("scores")
    @Blocking
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "routing.account-scored",
                records,
                Handlers.on(AccountScored.class, received -> routing.route(received.event()))
                        .and(AccountMerged.class, received -> families.merged(received.event()))
                        .and(AccountSeparated.class, received -> families.separated(received.event())));
    }
}
