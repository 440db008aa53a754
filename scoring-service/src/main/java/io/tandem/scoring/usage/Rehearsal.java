package io.tandem.scoring.usage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.Received;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets events happen and then not have happened: they go through what real ones go through, in a transaction that is
 * rolled back, so what is read in between is what real ones would lead to.
 */
@ApplicationScoped
public class Rehearsal {
    private static final int ATTEMPTS = 3;

    @Inject
    UsageService usage;

    /** What can be read after these calls, of which nothing stays. */
    public <T> T after(List<TrackedEvent> calls, Supplier<T> read) {
        List<Received<TrackedEvent>> received = calls.stream()
                .map(call -> new Received<>(UUID.randomUUID(), call.receivedAt(), call.key(), call))
                .toList();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            QuarkusTransaction.begin();
            try {
                usage.count(received);
                return read.get();
            } catch (DatabaseException lostADeadlock) {
                // Real events go before rehearsed ones.
            } finally {
                QuarkusTransaction.rollback();
            }
        }
        throw Problem.unavailable("Too much happens at this account just now.");
    }
}
