package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.signals.Silences;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Looks at the signals of accounts that are due: some time after usage that nobody waits for, and when a day is over,
 * because some patterns are completed by nothing happening. Instances share the work, each skips what another has locked.
 */
@ApplicationScoped
class SignalPass {
    private static final int AT_ONCE = 100;

    @Inject
    AccountRepository accounts;

    @Inject
    ScoreService scores;

    @Inject
    Silences silences;

    @Inject
    ScoringConfig config;

    @Scheduled(every = "5s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        if (config.enabled()) {
            lookAt(Instant.now());
        }
    }

    /** Everything that is due by then. */
    void lookAt(Instant now) {
        QuarkusTransaction.requiringNew().run(() -> silences.lookAgainAfterwards(now));
        int done;
        do {
            done = QuarkusTransaction.requiringNew().call(() -> lookAtSome(now));
        } while (done == AT_ONCE);
    }

    private int lookAtSome(Instant now) {
        List<UUID> due = accounts.signalsDue(now, AT_ONCE);
        if (!due.isEmpty()) {
            // Of a part the whole is looked at, and a look sets the time of the next.
            accounts.lookNoMore(due);
            scores.rescore(due, now);
        }
        return due.size();
    }
}
