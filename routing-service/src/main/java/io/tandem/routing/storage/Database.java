package io.tandem.routing.storage;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Runs set-based statements on the connection of the current transaction: decisions come many at a time. */
@ApplicationScoped
public class Database {
    @Inject
    AgroalDataSource dataSource;

    /** All values of one column, to be unnested by the statement. */
    public record Column(String type, Object[] values) {
        public static <E> Column of(String type, Collection<E> rows, Function<? super E, ?> value) {
            Stream<Object> values = rows.stream().map(value).map(Database::asSql);
            // The driver takes bytes only in an array of their own kind.
            return new Column(type, type.equals("bytea") ? values.toArray(byte[][]::new) : values.toArray());
        }
    }

    /** Makes an object of the row that the result set stands on. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A statement that is sent together with others, and what came of it. */
    public static final class Call<T> {
        private final String sql;
        private final Row<T> reader;
        private final Object[] arguments;
        private final List<T> rows = new ArrayList<>();

        private Call(String sql, Row<T> reader, Object... arguments) {
            this.sql = sql;
            this.reader = reader;
            this.arguments = arguments;
        }

        public static <T> Call<T> query(String sql, Row<T> reader, Object... arguments) {
            return new Call<>(sql, reader, arguments);
        }

        public static Call<Void> update(String sql, Object... arguments) {
            return new Call<>(sql, null, arguments);
        }

        /** Empty until it was sent. */
        public List<T> rows() {
            return rows;
        }

        private void read(ResultSet answer) throws SQLException {
            while (answer.next()) {
                rows.add(reader.read(answer));
            }
        }
    }

    /** Sends statements in one round trip. They run one after the other, and each sees what those before it waited for. */
    public void together(Call<?>... calls) {
        String sql = Stream.of(calls).map(call -> call.sql).collect(Collectors.joining(";\n"));
        Object[] arguments =
                Stream.of(calls).flatMap(call -> Stream.of(call.arguments)).toArray();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments)) {
            statement.execute();
            for (Call<?> call : calls) {
                if (call.reader != null) {
                    try (ResultSet rows = statement.getResultSet()) {
                        call.read(rows);
                    }
                }
                statement.getMoreResults();
            }
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    public <T> List<T> query(String sql, Row<T> reader, Object... arguments) {
        Call<T> call = Call.query(sql, reader, arguments);
        together(call);
        return call.rows();
    }

    public int update(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        }
    }

    /** Adds rows by a statement like {@code COPY … FROM STDIN}, the cheapest way for many. */
    public void copy(String sql, CopiedRows rows) {
        try (Connection connection = dataSource.getConnection()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, rows.reader());
        } catch (SQLException failure) {
            throw new DatabaseException(failure);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Column column) {
                statement.setArray(i + 1, connection.createArrayOf(column.type(), column.values()));
            } else {
                statement.setObject(i + 1, asSql(arguments[i]));
            }
        }
        return statement;
    }

    private static Object asSql(Object value) {
        if (value instanceof Instant time) {
            return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
        }
        return value instanceof Enum<?> name ? name.name() : value;
    }

    /** A statement failed; the cause says how. */
    private static final class DatabaseException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private DatabaseException(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
