package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpFaultsTest {
    static Stream<SQLException> withoutConnection() {
        return Stream.of(
                new SQLException("Acquisition timeout while waiting for new connection", new TimeoutException()),
                new SQLException("connection refused", "08001"),
                new SQLException("too many clients", "53300"));
    }

    @ParameterizedTest
    @MethodSource("withoutConnection")
    void asksToTryAgainWithoutAConnection(SQLException failure) {
        Problem problem = HttpFaults.of(new IllegalStateException(failure));
        assertEquals(503, problem.body().get("status"));
        assertEquals("1", problem.headers().get("Retry-After"));
    }

    @ParameterizedTest
    @MethodSource("withoutConnection")
    void asksToTryAgainWhenTheConnectionBreaksAmidTheCommit(SQLException failure) {
        RuntimeException uncommitted = new IllegalStateException("Could not commit transaction");
        uncommitted.addSuppressed(new IllegalStateException("Error trying to commit", failure));

        assertEquals(
                503,
                HttpFaults.of(new IllegalStateException(uncommitted)).body().get("status"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfItsOwn")
    void admitsEverythingElse(SQLException failure) {
        assertEquals(500, HttpFaults.of(failure).body().get("status"));
    }

    static Stream<SQLException> faultsOfItsOwn() {
        return Stream.of(new SQLException("no such column", "42703"), new SQLException("no state"));
    }
}
