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
    ScoringPace pace;

    @Inject
    ScoringConfig config;

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renew() throws InterruptedException {
        Instant started = Instant.now();
        while (config.enabled() && renewSome(started)) {
            pace.rest(Duration.between(started, Instant.now()));
            started = Instant.now();
        }
    }

    /** Where the renewal stands: for which version, and up to which account. */
    private record Place(int version, UUID upTo) {}

    private boolean renewSome(Instant now) {
        List<Place> place = new ArrayList<>();
        List<UUID> next = new ArrayList<>();
        try {
            return QuarkusTransaction.requiringNew().call(() -> renewSome(place, next, now));
        } catch (RuntimeException together) {
            // One that cannot be scored keeps its old score for now.
            oneByOne.each(
                    next,
                    together,
                    account -> {
                        database.enterGate();
                        scores.rescore(List.of(account), now);
                    },
                    signals::pushOn);
            // Not if another model has come into force meanwhile, for which all begins anew.
            QuarkusTransaction.requiringNew()
                    .run(() -> database.update(
                            "UPDATE model_in_force SET renewed_to = ?::uuid WHERE version = ? AND renewed_to = ?::uuid",
                            next.get(next.size() - 1),
                            place.get(0).version(),
                            place.get(0).upTo()));
            return true;
        }
    }

    private boolean renewSome(List<Place> place, List<UUID> next, Instant now) {
        place.addAll(database.queryInGate(
                "SELECT version, renewed_to FROM model_in_force WHERE renewed_to IS NOT NULL FOR UPDATE SKIP LOCKED",
                row -> new Place(row.getInt("version"), row.getObject("renewed_to", UUID.class))));
        if (place.isEmpty()) {
            return false;
        }
        next.addAll(database.query(
                "SELECT id FROM account WHERE id > ? AND grade IS NOT NULL ORDER BY id LIMIT ?",
                row -> row.getObject("id", UUID.class),
                place.get(0).upTo(),
                AT_ONCE));
        scores.rescore(next, now);
        database.update(
                "UPDATE model_in_force SET renewed_to = ?::uuid", next.isEmpty() ? null : next.get(next.size() - 1));
        return !next.isEmpty();
    }
}
