package io.tandem.scoring.score;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Scores the accounts that are due, at once while there is little to do. The more batches wait, the more are taken
 * together, and what they have in common is scored once.
 */
@ApplicationScoped
public class DueScoring {
    private static final Logger LOG = Logger.getLogger(DueScoring.class);

    /** A transaction holds the rows of its accounts, for which new signups wait. */
    private static final int ACCOUNTS_AT_ONCE = 250;

    /** No more batches are taken then, so that all of them are scored in time. */
    private static final int ACCOUNTS_IN_ALL = 50_000;

    private static final int PATIENCE_SECONDS = 300;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 500;

    @Inject
    Database database;

    @Inject
    DueAccounts due;

    @Inject
    ScoreService scores;

    @Inject
    OneByOne oneByOne;

    @Inject
    SignalPass signals;

    @Inject
    ScoringPace pace;

    @Inject
    ScoringConfig config;

    private final Thread thread = new Thread(this::run, "due-scoring");
    private volatile boolean running;

    void onStart(@Observes StartupEvent started) {
        if (config.enabled()) {
            running = true;
            thread.setDaemon(true);
            thread.start();
        }
    }

    void onStop(@Observes ShutdownEvent stopping) {
        running = false;
        thread.interrupt();
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        if (config.enabled()) {
            due.any();
        }
    }

    private void run() {
        while (running) {
            try {
                due.await();
                while (running) {
                    Instant started = Instant.now();
                    if (!scoreSome()) {
                        break;
                    }
                    pace.restAfterRound(Duration.between(started, Instant.now()));
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                if (running) {
                    LOG.warnf(failure, "Accounts that are due could not be scored; trying again");
                    pause();
                }
            }
        }
    }

    /**
     * Scores some of what is due; false if nothing was. The batches stay locked until all of their accounts are scored: a
     * process that ends before leaves them to another, which scores some of them twice.
     */
    public boolean scoreSome() {
        return QuarkusTransaction.requiringNew().timeout(PATIENCE_SECONDS).call(() -> {
            Set<UUID> accounts = new TreeSet<>();
            List<DueAccounts.Batch> taken = new ArrayList<>();
            for (DueAccounts.Batch batch : due.take()) {
                if (accounts.size() < ACCOUNTS_IN_ALL) {
                    accounts.addAll(batch.accounts());
                    taken.add(batch);
                }
            }
            // Whoever moved may have left one account of these for another that is not scored with it.
            Set<UUID> joined = scores.joinedFrom(accounts);
            accounts.addAll(joined);
            List<UUID> ordered = List.copyOf(accounts);
            for (int from = 0; from < ordered.size(); from += ACCOUNTS_AT_ONCE) {
                score(ordered.subList(from, Math.min(ordered.size(), from + ACCOUNTS_AT_ONCE)), joined);
            }
            if (!taken.isEmpty()) {
                due.remove(taken);
            }
            return !taken.isEmpty();
        });
    }

    private void score(List<UUID> accounts, Set<UUID> joined) {
        try {
            QuarkusTransaction.requiringNew().run(() -> scoreNow(accounts, joined));
        } catch (RuntimeException together) {
            oneByOne.each(accounts, together, account -> scoreNow(List.of(account), joined), signals::pushOn);
        }
    }

    private void scoreNow(List<UUID> accounts, Set<UUID> joined) {
        database.enterGate();
        scores.rescoreSettling(accounts, joined, Instant.now());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
