package io.tandem.scoring.database;

import io.tandem.kit.web.WrittenTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/** Runs set-based statements on the connection of the current transaction, which an ORM is no help with. */
@ApplicationScoped
public class Database {
    /** Any number, as long as everybody who scores on this database agrees on it. */
    private static final long GATE = 0x67617465L;

    /** The order of texts under the collation "C". */
    public static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private static final String ENTER_GATE = "SELECT pg_advisory_xact_lock_shared(" + GATE + ")";

    @Inject
    DataSource dataSource;

    /** All values of one column, to be unnested by the statement. */
    public record Column(String type, Collection<?> values) {
        public static Column text(Collection<String> values) {
            return new Column("text", values);
        }

        public static Column uuids(Collection<?> values) {
            return new Column("uuid", values);
        }

        public static Column times(Collection<Instant> values) {
            return new Column("timestamptz", values);
        }

        public static Column numbers(Collection<? extends Number> values) {
            return new Column("numeric", values);
        }
    }

    /** Makes an object of the row that the result set stands on. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            return read(rows, reader);
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    /**
     * Enters the gate, see {@link #closeGate()}, and queries; both in one round trip, the query seeing what was committed
     * until it was let in.
     */
    public <T> List<T> queryInGate(String sql, RowReader<T> reader, Object... arguments) {
        RoundTrip trip = roundTrip();
        trip.enterGate();
        Answer<T> answer = trip.query(sql, reader, arguments);
        trip.make();
        return answer.rows();
    }

    /** Enters the gate, see {@link #closeGate()}, for whoever has nothing else to ask in the same round trip. */
    public void enterGate() {
        query(ENTER_GATE, row -> null);
    }

    /** Statements that need no answer of one another: a single one of them costs little beside its round trip. */
    public RoundTrip roundTrip() {
        return new RoundTrip();
    }

    /**
     * Several statements sent and answered at once. They are carried out in their order, each seeing what those before it
     * did and what was committed until it began, as if each had been sent alone.
     */
    public final class RoundTrip {
        /**
         * Values of one. With more the server might wait until somebody reads what it answers, and the driver until
         * somebody reads what it asks; and what is large gains nothing by being sent together.
         */
        private static final int MOST_VALUES = 2_000;

        private final List<String> statements = new ArrayList<>();
        private final List<Object[]> arguments = new ArrayList<>();
        private final List<Answer<?>> answers = new ArrayList<>();
        private int values;

        private RoundTrip() {}

        /** Enters the gate, see {@link #closeGate()}. */
        public void enterGate() {
            query(ENTER_GATE, row -> null);
        }

        /** Its answer is there when the round trip is made. */
        public <T> Answer<T> query(String sql, RowReader<T> reader, Object... arguments) {
            Answer<T> answer = new Answer<>(reader);
            statements.add(sql);
            this.arguments.add(arguments);
            answers.add(answer);
            values += Arrays.stream(arguments)
                    .mapToInt(argument ->
                            argument instanceof Column column ? column.values().size() : 1)
                    .sum();
            return answer;
        }

        /** A statement that answers no rows. */
        public void update(String sql, Object... arguments) {
            query(sql, null, arguments);
        }

        /** Sends them all, if there are any, and reads their answers in their order. */
        public void make() {
            if (statements.isEmpty()) {
                return;
            }
            int atOnce = values > MOST_VALUES ? 1 : statements.size();
            try (Connection connection = dataSource.getConnection()) {
                for (int from = 0; from < statements.size(); from += atOnce) {
                    send(connection, from, from + atOnce);
                }
            } catch (SQLException failure) {
                throw new DatabaseException(failure);
            }
        }

        private void send(Connection connection, int from, int to) throws SQLException {
            String sql = String.join(";\n", statements.subList(from, to));
            Object[] all =
                    arguments.subList(from, to).stream().flatMap(Arrays::stream).toArray();
            try (PreparedStatement statement = prepared(connection, sql, all)) {
                statement.execute();
                for (Answer<?> answer : answers.subList(from, to)) {
                    answer.read(statement);
                    statement.getMoreResults();
                }
            }
        }
    }

    /** What one statement of a round trip answers. */
    public static final class Answer<T> {
        private final RowReader<T> reader;
        private List<T> rows = List.of();

        private Answer(RowReader<T> reader) {
            this.reader = reader;
        }

        private void read(PreparedStatement statement) throws SQLException {
            if (reader != null) {
                try (ResultSet result = statement.getResultSet()) {
                    rows = Database.read(result, reader);
                }
            }
        }

        /** Empty before the round trip. */
        public List<T> rows() {
            return rows;
        }
    }

    /**
     * Until the end of the transaction nobody else is inside the gate. Whoever takes in signups or usage passes it; who
     * changes which accounts belong together, or erases people, closes it, so that no batch half sees the change.
     */
    public void closeGate() {
        query("SELECT pg_advisory_xact_lock(" + GATE + ")", row -> null);
    }

    public int update(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static <T> List<T> read(ResultSet rows, RowReader<T> reader) throws SQLException {
        List<T> read = new ArrayList<>();
        while (rows.next()) {
            read.add(reader.read(rows));
        }
        return read;
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof Column column) {
                statement.setArray(i + 1, connection.createArrayOf(column.type(), elements(column)));
            } else if (argument instanceof Instant time) {
                statement.setObject(i + 1, time.atOffset(ZoneOffset.UTC));
            } else {
                statement.setObject(i + 1, argument);
            }
        }
        return statement;
    }

    /** Typed, so that the driver can send them in binary; of an array of objects it asks each for its text. */
    private static Object[] elements(Column column) {
        Collection<?> values = column.values();
        return switch (column.type()) {
            case "text", "date" -> values.toArray(String[]::new);
            case "int8" -> values.toArray(Long[]::new);
            case "int4" -> values.toArray(Integer[]::new);
            case "bool" -> values.toArray(Boolean[]::new);
            case "timestamptz" ->
                values.stream()
                        .map(time -> time == null ? null : written((Instant) time))
                        .toArray(String[]::new);
            default -> values.toArray();
        };
    }

    private static String written(Instant time) {
        return new String(WrittenTime.of(time), StandardCharsets.US_ASCII);
    }
}
