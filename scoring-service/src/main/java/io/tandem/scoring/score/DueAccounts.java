package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.uuids;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.identity.Attributions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Accounts that usage touched and that are to be scored soon. Kept with the usage itself, so that nothing is forgotten;
 * scored apart from it, so that an account that is busy is scored once for many batches when there is much to do.
 */
@ApplicationScoped
public class DueAccounts {
    /** The more are taken together, the more accounts they have in common. */
    private static final int URGENT_AT_ONCE = 256;

    /** Few, since urgent ones wait behind them. */
    private static final int PATIENT_AT_ONCE = 4;

    /** Then they are taken though there are urgent ones, or they would never be while much comes in. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** So many can take batches beside one another. */
    private static final int INSTANCES = 4;

    /** The first key of the advisory locks by which batches are taken. */
    private static final int TAKEN = 0x6475;

    @Inject
    Database database;

    @Inject
    AccountRepository accounts;

    @Inject
    TransactionSynchronizationRegistry transactions;

    private final Semaphore wakeUps = new Semaphore(0);
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong urgentBatches = new AtomicLong();
    private final AtomicLong ageMillis = new AtomicLong();

    /** The accounts that one transaction touched. */
    record Batch(long id, boolean urgent, List<UUID> accounts) {}

    @Inject
    void measure(MeterRegistry metrics) {
        metrics.gauge("tandem.scoring.due.batches", batches);
        metrics.gauge("tandem.scoring.due.age", ageMillis, age -> age.get() / 1000.0);
    }

    /** To be scored as soon as the current transaction has committed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(Attributions attributions) {
        add(attributions, true);
    }

    /** To be scored when nothing else is due. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addPatient(Attributions attributions) {
        add(attributions, false);
    }

    private void add(Attributions attributions, boolean urgent) {
        accounts.know(attributions.known());
        Set<UUID> touched = attributions.touched();
        if (touched.isEmpty()) {
            return;
        }
        database.update("INSERT INTO due_accounts (accounts, urgent) VALUES (?, ?)", uuids(touched), urgent);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing to do before.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    batches.incrementAndGet();
                    urgentBatches.addAndGet(urgent ? 1 : 0);
                    wakeUps.release();
                }
            }
        });
    }

    /** Returns when there may be something to score, or after a second. */
    void await() throws InterruptedException {
        wakeUps.tryAcquire(1, TimeUnit.SECONDS);
        wakeUps.drainPermits();
    }

    /**
     * The oldest batches that nobody else has taken, for as long as the transaction lasts: the urgent ones, and some of the
     * patient ones if there are none or these have waited for long, which then come first.
     */
    List<Batch> take() {
        List<Batch> urgent = take(true, URGENT_AT_ONCE, Duration.ZERO);
        if (!urgent.isEmpty() && batches.get() <= urgentBatches.get()) {
            return urgent;
        }
        List<Batch> patient = take(false, PATIENT_AT_ONCE, urgent.isEmpty() ? Duration.ZERO : PATIENCE);
        return Stream.concat(patient.stream(), urgent.stream()).toList();
    }

    /**
     * Not the rows are locked but their numbers: with locks of rows the transaction would have an id, and while it scores,
     * which may take seconds, nothing that others write over could be cleared away.
     */
    private List<Batch> take(boolean urgent, int atMost, Duration waited) {
        return database.query(
                """
                SELECT oldest.id, oldest.accounts
                FROM (
                    SELECT id, accounts FROM due_accounts
                    WHERE urgent = ? AND (?::float8 = 0 OR since <= now() - make_interval(secs => ?::float8))
                    ORDER BY id LIMIT ?
                ) AS oldest
                WHERE pg_try_advisory_xact_lock(?, (oldest.id % 2147483648)::int)
                LIMIT ?
                """,
                row -> new Batch(row.getLong("id"), urgent, List.of((UUID[])
                        row.getArray("accounts").getArray())),
                urgent,
                (double) waited.toSeconds(),
                (double) waited.toSeconds(),
                atMost * INSTANCES,
                TAKEN,
                atMost);
    }

    void remove(List<Batch> scored) {
        database.update(
                "DELETE FROM due_accounts WHERE id = ANY (?::bigint[])",
                Column.numbers(scored.stream().map(Batch::id).toList()));
        batches.addAndGet(-scored.size());
        urgentBatches.addAndGet(-scored.stream().filter(Batch::urgent).count());
    }

    /** How many batches were due when that was looked at or changed last. */
    public long batches() {
        return batches.get();
    }

    /** How many of them were urgent. */
    public long urgentBatches() {
        return urgentBatches.get();
    }

    /** Looks how much is due, whoever put it there; false if nothing is. */
    public boolean any() {
        database.query(
                "SELECT count(*), count(*) FILTER (WHERE urgent) AS urgent, min(since) AS oldest FROM due_accounts",
                row -> {
                    Instant oldest = Database.instant(row, "oldest");
                    batches.set(row.getLong(1));
                    urgentBatches.set(row.getLong("urgent"));
                    ageMillis.set(
                            oldest == null
                                    ? 0
                                    : Duration.between(oldest, Instant.now()).toMillis());
                    return row;
                });
        return batches.get() > 0;
    }
}
