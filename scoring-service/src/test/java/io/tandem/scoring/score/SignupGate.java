package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.contracts.AccountEnriched;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.Event;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Hands what signups.v1 carries to the service as its consumer does, without waiting for Kafka. */
@ApplicationScoped
public class SignupGate {
    @Inject
    SignupService signups;

    @Inject
    CompanyService companies;

    @Inject
    AccountLinkService links;

    public void qualify(UUID eventId, SignupQualified signup) {
        QuarkusTransaction.requiringNew()
                .run(() -> signups.qualify(List.of(new Received<>(eventId, Instant.now(), signup.key(), signup))));
    }

    public void enrich(AccountEnriched enriched) {
        QuarkusTransaction.requiringNew().run(() -> companies.enrich(List.of(received(enriched))));
    }

    public void merge(AccountMerged merged) {
        QuarkusTransaction.requiringNew().run(() -> links.merge(List.of(received(merged))));
    }

    public void separate(AccountSeparated separated) {
        QuarkusTransaction.requiringNew().run(() -> links.separate(List.of(received(separated))));
    }

    private static <E extends Event> Received<E> received(E event) {
        return new Received<>(UUID.randomUUID(), Instant.now(), event.key(), event);
    }
}
