package io.tandem.crm.relationship;

import io.smallrye.common.annotation.Blocking;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.RouteDecided;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class RoutesConsumer {
    private final EventIntake intake;
    private final RouteIntake routes;

    RoutesConsumer(EventIntake intake, RouteIntake routes) {
        this.intake = intake;
        this.routes = routes;
    }

    @Incoming("routes")
    @Blocking
    void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "crm-sync.routes",
                records,
                Handlers.on(RouteDecided.class, routes::decided)
                        .and(HandoffOpened.class, routes::opened)
                        .and(HandoffAssigned.class, routes::assigned)
                        .and(HandoffAccepted.class, routes::accepted)
                        .and(HandoffDeclined.class, routes::declined));
    }
}
