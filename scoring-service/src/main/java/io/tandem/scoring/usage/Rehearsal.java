package io.tandem.scoring.usage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.Failures;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
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
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            QuarkusTransaction.begin();
            try {
                usage.rehearse(calls);
                return read.get();
            } catch (DatabaseException failure) {
                // Who lost a deadlock tries again: real events go before rehearsed ones.
                if (!Failures.isTransient(failure)) {
                    throw failure;
                }
            } finally {
                QuarkusTransaction.rollback();
            }
        }
        throw Problem.unavailable("Too much happens at this account just now.");
    }
}
