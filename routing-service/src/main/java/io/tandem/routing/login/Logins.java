package io.tandem.routing.login;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Lets reps log in, and no longer once they are switched off. What fails is tried until it works. */
@ApplicationScoped
class Logins {
    private static final Logger LOG = Logger.getLogger(Logins.class);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 20;
    private static final int LONGEST_WAIT_SECONDS = 60;

    @Inject
    LoginRepository logins;

    @Inject
    KeycloakUsers users;

    @Inject
    Clock clock;

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void provision() {
        if (users.areKept()) {
            logins.claim(clock.instant(), LEASE, AT_ONCE).forEach(this::provision);
        }
    }

    private void provision(LoginRepository.Due due) {
        try {
            String userId = due.active() ? users.enable(due.email(), due.name()) : users.disable(due.email());
            logins.done(due, userId, clock.instant());
        } catch (RuntimeException failure) {
            Instant next =
                    clock.instant().plusSeconds(Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(due.attempts(), 6)));
            LOG.warnf(
                    "Keycloak could not be told of rep %s, next try at %s: %s",
                    due.repId(), next, failure.getMessage());
            logins.failed(due, failure.getMessage(), next);
        }
    }
}
