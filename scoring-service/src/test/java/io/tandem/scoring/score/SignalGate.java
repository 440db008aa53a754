package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** Has the signals of accounts looked at, at a time of the test's choice. */
@ApplicationScoped
public class SignalGate {
    @Inject
    ScoreService scores;

    @Inject
    SignalPass pass;

    public void look(Collection<UUID> accounts, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> scores.rescore(accounts, now));
    }

    /** As the schedule does. */
    public void lookAtWhatIsDue(Instant now) {
        pass.lookAt(now);
    }
}
