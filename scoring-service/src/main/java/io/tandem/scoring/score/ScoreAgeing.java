package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Scores accounts again when the passing of time alone has changed what they are worth, so that lists and the other
 * services learn of it: at the time at which a grade or stage is due to change, else now and then.
 */
@ApplicationScoped
class ScoreAgeing {
    private static final int AT_ONCE = 200;
    private static final Duration PUSHED_ON = Duration.ofMinutes(10);

    @Inject
    Database database;

    @Inject
    OneByOne oneByOne;

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
        List<UUID> before;
        List<UUID> done = List.of();
        do {
            before = done;
            done = rescoreSome(now);
        } while (!done.isEmpty() && !done.equals(before));
    }

    private List<UUID> rescoreSome(Instant now) {
        List<UUID> due = new ArrayList<>();
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                due.addAll(accounts.due(now, AT_ONCE));
                scores.rescoreExactly(due, now);
            });
        } catch (RuntimeException together) {
            oneByOne.each(
                    due,
                    together,
                    account -> {
                        database.enterGate();
                        scores.rescoreExactly(List.of(account), now);
                    },
                    account -> accounts.listAgain(account, now.plus(PUSHED_ON)));
        }
        return due;
    }
}
