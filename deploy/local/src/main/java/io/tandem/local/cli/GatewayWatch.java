package io.tandem.local.cli;

import io.tandem.local.StandException;
import io.tandem.local.stand.Stand;
import java.time.Duration;
import java.time.Instant;

/** Waits until the stand answers as a whole. */
final class GatewayWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;

    GatewayWatch(Stand stand) {
        this.api = new Api(stand, "admin");
    }

    void await() throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            String seen;
            try {
                Api.Answer health = api.health();
                if (health.status() == 200) {
                    return;
                }
                seen = String.valueOf(health.body());
            } catch (StandException e) {
                seen = e.getMessage();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new StandException("The whole is not healthy: " + seen);
            }
            Thread.sleep(100);
        }
    }
}
