package io.tandem.routing.simulation;

import io.agroal.api.AgroalDataSource;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.RecordedDecision;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.storage.StoredDecisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads recorded decisions in the order in which they were made, from one snapshot and without touching anything. They
 * come by {@code COPY}, which goes on sending while earlier ones are decided, and are taken apart by whoever decides.
 */
@ApplicationScoped
class History {
    private static final int CHUNK = 1_000;
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    @Inject
    AgroalDataSource dataSource;

    @Inject
    StoredDecisions stored;

    /**
     * Hands over all rows in chunks, each as it came: {@link #read(byte[], BiFunction)} reads it.
     *
     * @param counted is told how many there will be, and says whether to go on
     * @param taker says whether to go on
     */
    void read(SimulationRequest request, LongPredicate counted, Predicate<List<byte[]>> taker) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                if (counted.test(count(connection, request))) {
                    read(connection, request, taker);
                }
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the history could not be read: " + failure.getMessage(), failure);
        }
    }

    private static long count(Connection connection, SimulationRequest request) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) " + where(request))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void read(Connection connection, SimulationRequest request, Predicate<List<byte[]>> taker)
            throws SQLException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                COPY (
                    SELECT id, account_id, decided_at, motion, rule, facts,
                        CASE WHEN facts IS NULL THEN content END
                    %s ORDER BY decided_at, id) TO STDOUT (FORMAT binary)
                """.formatted(where(request)));
        try {
            List<byte[]> chunk = new ArrayList<>(CHUNK);
            byte[] row = CopiedRow.afterHeader(copy.readFromCopy());
            for (; row != null; row = copy.readFromCopy()) {
                if (!CopiedRow.isOne(row)) {
                    continue;
                }
                chunk.add(row);
                if (chunk.size() == CHUNK) {
                    if (!taker.test(chunk)) {
                        return;
                    }
                    chunk = new ArrayList<>(CHUNK);
                }
            }
            taker.test(chunk);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** {@code COPY} takes no parameters. These are times and ids, so nothing in them can be more than a value. */
    private static String where(SimulationRequest request) {
        Instant from =
                request.from() == null || request.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : request.from();
        Instant to = request.to() == null || request.to().isAfter(END) ? END : request.to();
        String sample = request.sample() == null ? "" : " AND account_id <= '" + lastAccount(request.sample()) + "'";
        return "FROM decision WHERE decided_at >= '" + from + "' AND decided_at < '" + to + "'" + sample;
    }

    /** Ids of accounts are hashes, so a share of all ids is the same share of the accounts, and always the same one. */
    static UUID lastAccount(BigDecimal sample) {
        long share = sample.movePointRight(9).longValue() * (1L << 32) / 1_000_000_000L;
        return share == 1L << 32 ? new UUID(-1, -1) : new UUID(share << 32, 0);
    }

    /** Any thread may read a row. */
    <T> T read(byte[] bytes, BiFunction<Trial.Recorded, RoutingInputs, T> reader) {
        CopiedRow row = new CopiedRow(bytes);
        UUID id = row.id();
        UUID accountId = row.id();
        Instant decidedAt = row.time();
        Motion motion = Motion.valueOf(row.text());
        String rule = row.text();
        byte[] facts = row.bytes();
        RecordedDecision recorded = facts == null ? null : RecordedDecision.of(accountId, facts);
        if (recorded == null) {
            DecisionContent content = stored.read(row.bytes());
            recorded = RecordedDecision.of(content.inputs(), content.brief());
        }
        return reader.apply(
                new Trial.Recorded(id, accountId, decidedAt, motion, rule, recorded.owner(), recorded.pool()),
                recorded.inputs());
    }
}
