package io.tandem.signup.signups;

import io.tandem.contracts.RouteDecided;
import io.tandem.kit.delivery.EventIntake;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class RouteDecidedConsumer {
    private final EventIntake intake;
    private final SignupService signups;

    RouteDecidedConsumer(EventIntake intake, SignupService signups) {
        this.intake = intake;
        this.signups = signups;
    }

    @Incoming("routes")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleInBulk("signup.route-decided", records, RouteDecided.class, signups::decide);
    }
}
