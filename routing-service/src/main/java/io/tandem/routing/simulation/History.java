package io.tandem.routing.simulation;

import io.agroal.api.AgroalDataSource;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.RecordedDecision;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.postgresql.PGStatement;

/** Reads recorded decisions in the order in which they were made, from one snapshot and without touching anything. */
@ApplicationScoped
class History {
    private static final int CHUNK = 2_000;
    private static final String WHERE = """
            FROM decision
            WHERE decided_at >= ? AND decided_at < ? AND account_id <= ?
            """;
    private static final String READ = """
            SELECT id, account_id, decided_at, motion, rule, facts,
                CASE WHEN facts IS NULL THEN inputs::text END AS inputs,
                CASE WHEN facts IS NULL THEN outcome::text END AS outcome
            """ + WHERE + " ORDER BY decided_at, id";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    StoredJson json;

    /** A row as it came; it is read into a {@link Trial.Recorded} by whoever tries it. */
    record Row(
            UUID id,
            UUID accountId,
            Instant decidedAt,
            String motion,
            String rule,
            byte[] facts,
            String inputs,
            String outcome) {}

    /**
     * Hands over all rows in chunks.
     *
     * @param counted is told how many there will be, and says whether to go on
     * @param taker says whether to go on
     */
    void read(SimulationRequest request, LongPredicate counted, Predicate<List<Row>> taker) {
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
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) " + WHERE)) {
            bind(statement, request);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void read(Connection connection, SimulationRequest request, Predicate<List<Row>> taker)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            bind(statement, request);
            // Binary from the first row on: as text each byte would be two letters.
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            statement.setFetchSize(CHUNK);
            try (ResultSet rows = statement.executeQuery()) {
                List<Row> chunk = new ArrayList<>(CHUNK);
                while (rows.next()) {
                    chunk.add(row(rows));
                    if (chunk.size() == CHUNK) {
                        if (!taker.test(chunk)) {
                            return;
                        }
                        chunk = new ArrayList<>(CHUNK);
                    }
                }
                taker.test(chunk);
            }
        }
    }

    private static void bind(PreparedStatement statement, SimulationRequest request) throws SQLException {
        statement.setObject(1, time(request.from(), Instant.EPOCH));
        statement.setObject(2, time(request.to(), Instant.parse("9999-01-01T00:00:00Z")));
        statement.setObject(3, lastAccount(request.sample()));
    }

    private static OffsetDateTime time(Instant time, Instant otherwise) {
        return OffsetDateTime.ofInstant(time == null ? otherwise : time, ZoneOffset.UTC);
    }

    /** Ids of accounts are hashes, so a share of all ids is the same share of the accounts, and always the same one. */
    static UUID lastAccount(BigDecimal sample) {
        long share = sample == null ? 1L << 32 : sample.movePointRight(9).longValue() * (1L << 32) / 1_000_000_000L;
        return share == 1L << 32 ? new UUID(-1, -1) : new UUID(share << 32, 0);
    }

    private static Row row(ResultSet rows) throws SQLException {
        return new Row(
                rows.getObject(1, UUID.class),
                rows.getObject(2, UUID.class),
                rows.getObject(3, OffsetDateTime.class).toInstant(),
                rows.getString(4),
                rows.getString(5),
                rows.getBytes(6),
                rows.getString(7),
                rows.getString(8));
    }

    Trial.Recorded recorded(Row row) {
        RecordedDecision facts = row.facts() == null ? null : RecordedDecision.of(row.accountId(), row.facts());
        if (facts == null) {
            facts = RecordedDecision.of(
                    json.read(row.inputs(), RoutingInputs.class), json.read(row.outcome(), Routing.Outcome.class));
        }
        return new Trial.Recorded(
                row.id(), row.accountId(), row.decidedAt(), Motion.valueOf(row.motion()), row.rule(), facts);
    }
}
