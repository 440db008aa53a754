package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.signals.Silences;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Looks at the signals of accounts that are due: some time after usage that nobody waits for, and when a day is over,
 * because some patterns are completed by nothing happening. Instances share the work, each skips what another has locked.
 */
@ApplicationScoped
class SignalPass {
    private static final int AT_ONCE = 100;
    private static final Duration PUSHED_ON = Duration.ofMinutes(10);

    @Inject
    Database database;

    @Inject
    AccountRepository accounts;

    @Inject
    ScoreService scores;

    @Inject
    Silences silences;

    @Inject
    ScoringConfig config;

    @Inject
    OneByOne oneByOne;

    @Inject
    ScoringPace pace;

    @Scheduled(every = "5s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() throws InterruptedException {
        if (!config.enabled()) {
            return;
        }
        Instant now = Instant.now();
        QuarkusTransaction.requiringNew().run(() -> silences.lookAgainAfterwards(now));
        Instant started = now;
        while (lookAtSome(now) > 0) {
            pace.rest(Duration.between(started, Instant.now()));
            started = Instant.now();
        }
    }

    /** Everything that is due by then. */
    void lookAt(Instant now) {
        QuarkusTransaction.requiringNew().run(() -> silences.lookAgainAfterwards(now));
        int done;
        do {
            done = lookAtSome(now);
        } while (done > 0);
    }

    private int lookAtSome(Instant now) {
        List<UUID> due = new ArrayList<>();
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                due.addAll(accounts.signalsDue(now, AT_ONCE));
                look(due, now);
            });
        } catch (RuntimeException together) {
            oneByOne.each(due, together, account -> lookAlone(account, now), this::pushOn);
        }
        return due.size();
    }

    private void lookAlone(UUID account, Instant now) {
        Database.RoundTrip trip = database.roundTrip();
        trip.enterGate();
        accounts.lockAll(trip, List.of(account), List.of());
        trip.make();
        look(List.of(account), now);
    }

    private void look(List<UUID> due, Instant now) {
        if (!due.isEmpty()) {
            // Of a part the whole is looked at, and a look sets the time of the next.
            accounts.lookNoMore(due);
            scores.rescore(due, now);
        }
    }

    /** An account that cannot be scored is looked at again later. */
    void pushOn(UUID account) {
        accounts.lookAgain(account, Instant.now().plus(PUSHED_ON));
    }
}
