package io.tandem.kit.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a consumer waits for its surroundings; restarting it would not help, so it stays alive. */
@Readiness
@ApplicationScoped
class DeliveryReadiness implements HealthCheck {
    @Inject
    Patience patience;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("Event intake");
        patience.waiting().forEach(answer::withData);
        return answer.status(patience.waiting().isEmpty()).build();
    }
}
