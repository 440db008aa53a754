package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Hands signups to the service as its consumer does, without waiting for Kafka. */
@ApplicationScoped
public class SignupGate {
    @Inject
    SignupService signups;

    public void qualify(UUID eventId, SignupQualified signup) {
        QuarkusTransaction.requiringNew()
                .run(() -> signups.qualify(List.of(new Received<>(eventId, Instant.now(), signup.key(), signup))));
    }
}
