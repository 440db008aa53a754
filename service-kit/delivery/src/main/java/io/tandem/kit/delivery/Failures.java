package io.tandem.kit.delivery;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.transaction.xa.XAException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells failures of the surroundings, which pass, from failures of a record, which do not. */
public final class Failures {
    /** Connection, transaction rollback (serialization, deadlock), resources, operator intervention, system error. */
    private static final Set<String> TRANSIENT_SQL_CLASSES = Set.of("08", "40", "53", "57", "58");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Failures() {}

    /** True if the same may succeed when it is tried again. */
    public static boolean isTransient(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty()) {
            Throwable next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (passes(next)) {
                return true;
            }
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            open.addAll(List.of(next.getSuppressed()));
        }
        return false;
    }

    private static boolean passes(Throwable failure) {
        if (failure instanceof SQLException sql) {
            String state = sql.getSQLState();
            // Agroal's acquisition timeout carries no SQLState, and neither does a closed pool.
            return state == null
                    || failure instanceof SQLTransientException
                    || failure instanceof SQLRecoverableException
                    || state.equals(LOCK_NOT_AVAILABLE)
                    || state.length() >= 2 && TRANSIENT_SQL_CLASSES.contains(state.substring(0, 2));
        }
        return failure instanceof RetriableException
                || failure instanceof XAException xa && xa.errorCode == XAException.XAER_RMFAIL
                || failure instanceof OptimisticLockException
                || failure instanceof PessimisticLockException
                || failure instanceof LockTimeoutException
                || failure instanceof SocketException
                || failure instanceof SocketTimeoutException
                || failure instanceof UnknownHostException;
    }
}
