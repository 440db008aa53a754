package io.tandem.kit.delivery;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * What one transaction has appended. It is written by one statement, as the last thing before the commit: the locks
 * that keep a key in order are then held only for the commit itself, and no row lock is taken after them, which is
 * what keeps two writers from waiting for each other.
 */
final class PendingRows implements Synchronization {
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxTable table;
    private final List<OutboxRow> rows = new ArrayList<>();
    private boolean last;
    private boolean told;

    PendingRows(TransactionSynchronizationRegistry transactions, OutboxTable table) {
        this.transactions = transactions;
        this.table = table;
    }

    void add(OutboxRow row) {
        rows.add(row);
    }

    @Override
    public void beforeCompletion() {
        if (!last) {
            // Hibernate flushes in a synchronization of its own, registered before or after this one: queue behind it.
            last = true;
            transactions.registerInterposedSynchronization(this);
        } else if (!rows.isEmpty() && transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
            table.insert(rows);
        }
    }

    /** Called for each time that it was registered. Whoever is woken twice reads twice, the second time for nothing. */
    @Override
    public void afterCompletion(int status) {
        if (status == Status.STATUS_COMMITTED && !told) {
            told = true;
            table.committed(rows);
        }
    }
}
