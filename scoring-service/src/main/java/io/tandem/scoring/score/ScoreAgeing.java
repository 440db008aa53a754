package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Scores accounts again whose engagement has decayed unseen, so that lists and the other services learn of it. */
@ApplicationScoped
class ScoreAgeing {
    private static final Duration TOO_OLD = Duration.ofHours(6);
    private static final int AT_ONCE = 200;

    @Inject
    AccountRepository accounts;

    @Inject
    ScoreService scores;

    @Scheduled(every = "5m", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void rescoreStale() {
        Instant now = Instant.now();
        int done;
        do {
            done = QuarkusTransaction.requiringNew().call(() -> rescoreSome(now));
        } while (done == AT_ONCE);
    }

    private int rescoreSome(Instant now) {
        List<UUID> stale = accounts.staleSince(now.minus(TOO_OLD), AT_ONCE);
        scores.rescore(stale, now);
        return stale.size();
    }
}
