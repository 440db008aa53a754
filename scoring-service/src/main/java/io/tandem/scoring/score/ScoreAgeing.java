package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Scores accounts again when the passing of time alone has changed what they are worth, so that lists and the other
 * services learn of it: at the time at which a grade or stage is due to change, else now and then.
 */
@ApplicationScoped
class ScoreAgeing {
    private static final int AT_ONCE = 200;

    @Inject
    AccountRepository accounts;

    @Inject
    ScoreService scores;

    @Inject
    ScoringConfig config;

    @Scheduled(every = "1s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void rescoreDue() {
        if (!config.enabled()) {
            return;
        }
        Instant now = Instant.now();
        int done;
        do {
            done = QuarkusTransaction.requiringNew().call(() -> rescoreSome(now));
        } while (done == AT_ONCE);
    }

    private int rescoreSome(Instant now) {
        List<UUID> due = accounts.due(now, AT_ONCE);
        scores.rescore(due, now);
        return due.size();
    }
}
