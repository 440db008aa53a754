package io.tandem.kit.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;

/**
 * The buckets that one relay holds, as advisory locks of its database session: they vanish with the session, so a
 * relay that died or lost its connection holds nothing. Every relay also holds one shared lock by which the others
 * count it, and each keeps to its fair share.
 */
final class BucketClaims {
    /** The first key of the exclusive lock on each bucket. */
    static final int BUCKET_LOCKS = 0x7461_6e02;

    /** The first key of the lock shared by all relays. */
    static final int PRESENCE_LOCK = 0x7461_6e03;

    private final Connection session;
    private final BitSet held = new BitSet(OutboxRow.BUCKETS);

    BucketClaims(Connection session) throws SQLException {
        this.session = session;
        try (PreparedStatement join = session.prepareStatement("SELECT pg_advisory_lock_shared(?, 0)")) {
            join.setInt(1, PRESENCE_LOCK);
            join.execute();
        }
    }

    /** Takes free buckets up to the fair share and gives back what is above it. */
    BitSet balance() throws SQLException {
        int relays = Math.max(1, relays());
        int share = (OutboxRow.BUCKETS + relays - 1) / relays;
        for (int bucket = 0; bucket < OutboxRow.BUCKETS; bucket++) {
            if (held.get(bucket) && held.cardinality() > share) {
                call("SELECT pg_advisory_unlock(?, ?)", bucket);
                held.clear(bucket);
            } else if (!held.get(bucket) && held.cardinality() < share) {
                held.set(bucket, call("SELECT pg_try_advisory_lock(?, ?)", bucket));
            }
        }
        return (BitSet) held.clone();
    }

    private int relays() throws SQLException {
        String sql = """
                SELECT count(*) FROM pg_locks
                WHERE locktype = 'advisory' AND classid = ?::bigint::oid AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """;
        try (PreparedStatement count = session.prepareStatement(sql)) {
            count.setLong(1, PRESENCE_LOCK);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private boolean call(String function, int bucket) throws SQLException {
        try (PreparedStatement call = session.prepareStatement(function)) {
            call.setInt(1, BUCKET_LOCKS);
            call.setInt(2, bucket);
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
