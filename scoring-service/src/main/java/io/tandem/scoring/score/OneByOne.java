package io.tandem.scoring.score;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * What could not be done for many accounts together is done for each alone, so that one that cannot be scored does not
 * hold up the others.
 */
@ApplicationScoped
class OneByOne {
    private static final Logger LOG = Logger.getLogger(OneByOne.class);

    /** Others may have been in the way of the first. */
    private static final int ATTEMPTS = 2;

    private final Counter failed;

    OneByOne(MeterRegistry metrics) {
        failed = metrics.counter("tandem.scoring.accounts.failed");
    }

    /**
     * @param together why it could not be done together
     * @param pushOn what is done about an account for which it cannot be done alone either; where that fails too, it is not
     *     for the account, and this throws
     */
    void each(Collection<UUID> accounts, RuntimeException together, Consumer<UUID> work, Consumer<UUID> pushOn) {
        if (accounts.isEmpty()) {
            throw together;
        }
        LOG.debugf(together, "%d accounts are scored one by one", accounts.size());
        for (UUID account : accounts) {
            RuntimeException cause = null;
            for (int attempt = 1; attempt == 1 || cause != null && attempt <= ATTEMPTS; attempt++) {
                cause = attempt(() -> work.accept(account));
            }
            if (cause != null) {
                QuarkusTransaction.requiringNew().run(() -> pushOn.accept(account));
                failed.increment();
                LOG.errorf(cause, "The account %s could not be scored", account);
            }
        }
    }

    private static RuntimeException attempt(Runnable work) {
        try {
            QuarkusTransaction.requiringNew().run(work);
            return null;
        } catch (RuntimeException failure) {
            return failure;
        }
    }
}
