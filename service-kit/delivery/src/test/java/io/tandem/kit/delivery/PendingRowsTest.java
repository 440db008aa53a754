package io.tandem.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PendingRowsTest {
    private final List<Synchronization> registered = new ArrayList<>();
    private final List<List<OutboxRow>> inserted = new ArrayList<>();
    private final List<List<OutboxRow>> committed = new ArrayList<>();
    private final PendingRows pending = new PendingRows(transactions(), new OutboxTable() {
        @Override
        void insert(List<OutboxRow> rows) {
            inserted.add(List.copyOf(rows));
        }

        @Override
        void committed(List<OutboxRow> rows) {
            PendingRowsTest.this.committed.add(List.copyOf(rows));
        }
    });

    @Test
    void writesAtTheEndAndWakesTheRelayOnce() {
        OutboxRow row = OutboxRow.of("notes", "key", UUID.randomUUID(), Map.of(), new byte[0]);
        pending.add(row);
        registered.add(pending);
        for (int i = 0; i < registered.size(); i++) {
            registered.get(i).beforeCompletion();
        }
        registered.forEach(one -> one.afterCompletion(Status.STATUS_COMMITTED));

        assertThat(registered).hasSize(2);
        assertThat(inserted).containsExactly(List.of(row));
        assertThat(committed).containsExactly(List.of(row));
    }

    @Test
    void wakesNobodyForWhatWasUndone() {
        pending.add(OutboxRow.of("notes", "key", UUID.randomUUID(), Map.of(), new byte[0]));
        pending.afterCompletion(Status.STATUS_ROLLEDBACK);

        assertThat(committed).isEmpty();
    }

    private TransactionSynchronizationRegistry transactions() {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getTransactionStatus" -> Status.STATUS_ACTIVE;
                    case "registerInterposedSynchronization" -> {
                        registered.add((Synchronization) arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
