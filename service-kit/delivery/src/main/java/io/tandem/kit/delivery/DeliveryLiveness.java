package io.tandem.kit.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Dead when only a restart can help: a handler that never returns, or a relay whose thread has ended. */
@Liveness
@ApplicationScoped
class DeliveryLiveness implements HealthCheck {
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(5);

    @Inject
    Patience patience;

    @Inject
    OutboxRelay relay;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("Event delivery");
        Instant latest = Instant.now().minus(LONGEST_ATTEMPT);
        boolean stuck = false;
        for (var attempt : patience.working().entrySet()) {
            if (attempt.getValue().isBefore(latest)) {
                stuck = true;
                answer.withData(attempt.getKey(), "at work since " + attempt.getValue());
            }
        }
        return answer.status(!stuck && relay.isAlive()).build();
    }
}
