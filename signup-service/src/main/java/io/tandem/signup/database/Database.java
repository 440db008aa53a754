package io.tandem.signup.database;

import jakarta.enterprise.context.ApplicationScoped;
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
import javax.sql.DataSource;

/** Runs plain SQL on the connection of the current transaction. */
@ApplicationScoped
public class Database {
    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public int update(String sql, Binding binding) {
        return run(sql, binding, PreparedStatement::executeUpdate);
    }

    public <T> List<T> query(String sql, Binding binding, Row<T> row) {
        return run(sql, binding, statement -> {
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        });
    }

    private <T> T run(String sql, Binding binding, Execution<T> execution) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(new Values(statement));
            return execution.of(statement);
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    /** Binds values in the order of their place holders. */
    public static final class Values {
        private final PreparedStatement statement;
        private int place;

        private Values(PreparedStatement statement) {
            this.statement = statement;
        }

        public Values add(String text) throws SQLException {
            statement.setString(++place, text);
            return this;
        }

        public Values add(UUID id) throws SQLException {
            statement.setObject(++place, id);
            return this;
        }

        public Values add(Instant time) throws SQLException {
            statement.setObject(++place, time.atOffset(ZoneOffset.UTC));
            return this;
        }

        public Values add(boolean value) throws SQLException {
            statement.setBoolean(++place, value);
            return this;
        }

        public Values add(int value) throws SQLException {
            statement.setInt(++place, value);
            return this;
        }

        public Values add(long value) throws SQLException {
            statement.setLong(++place, value);
            return this;
        }

        public Values add(byte[] value) throws SQLException {
            statement.setBytes(++place, value);
            return this;
        }

        public Values add(String elementType, List<?> elements) throws SQLException {
            statement.setArray(++place, statement.getConnection().createArrayOf(elementType, elements.toArray()));
            return this;
        }
    }

    /** A column's time, null if there is none. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Gives a statement its values. */
    public interface Binding {
        void bind(Values values) throws SQLException;
    }

    /** Reads one row of an answer. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** A statement failed; the cause says how. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Failure(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
