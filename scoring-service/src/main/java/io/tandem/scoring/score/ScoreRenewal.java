package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Scores every account again after another model came into force, a few at a time and in the order of their ids. Where it
 * stands is written with the scores, so that another process can go on.
 */
@ApplicationScoped
class ScoreRenewal {
    private static final int AT_ONCE = 200;

    @Inject
    Database database;

    @Inject
    OneByOne oneByOne;

    @Inject
    SignalPass signals;

    @Inject
    ScoreService scores;

    @Inject
    ScoringConfig config;

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renew() {
        boolean more;
        do {
            more = config.enabled() && renewSome(Instant.now());
        } while (more);
    }

    private boolean renewSome(Instant now) {
        List<UUID> next = new ArrayList<>();
        try {
            return QuarkusTransaction.requiringNew().call(() -> renewSome(next, now));
        } catch (RuntimeException together) {
            // One that cannot be scored keeps its old score until something happens there.
            oneByOne.each(
                    next,
                    together,
                    account -> {
                        database.enterGate();
                        scores.rescore(List.of(account), now);
                    },
                    signals::pushOn);
            UUID last = next.get(next.size() - 1);
            QuarkusTransaction.requiringNew()
                    .run(() -> database.update(
                            "UPDATE model_in_force SET renewed_to = ?::uuid WHERE renewed_to < ?::uuid", last, last));
            return true;
        }
    }

    private boolean renewSome(List<UUID> next, Instant now) {
        List<UUID> upTo = database.queryInGate(
                "SELECT renewed_to FROM model_in_force WHERE renewed_to IS NOT NULL FOR UPDATE SKIP LOCKED",
                row -> row.getObject("renewed_to", UUID.class));
        if (upTo.isEmpty()) {
            return false;
        }
        next.addAll(database.query(
                "SELECT id FROM account WHERE id > ? AND grade IS NOT NULL ORDER BY id LIMIT ?",
                row -> row.getObject("id", UUID.class),
                upTo.get(0),
                AT_ONCE));
        scores.rescore(next, now);
        database.update(
                "UPDATE model_in_force SET renewed_to = ?::uuid", next.isEmpty() ? null : next.get(next.size() - 1));
        return !next.isEmpty();
    }
}
