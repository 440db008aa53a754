package io.tandem.crm.relationship;

import io.tandem.kit.delivery.EventIntake;
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
    void on(ConsumerRecords<String, byte[]> records) {
        intake.handleTogether("crm-sync.routes", records, RouteIntake.TYPES, routes::take);
    }
}
