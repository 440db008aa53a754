package io.tandem.routing.decision;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.tandem.contracts.AccountScored;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
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

    @Incoming("scores")
    @Blocking
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "routing.account-scored",
                records,
                Handlers.on(AccountScored.class, received -> routing.route(received.event())));
    }
}
