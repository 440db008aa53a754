package io.tandem.kit.web;

import io.opentelemetry.api.trace.Span;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What is said of a failure: of a refusal its reason, of anything else only where to look. */
final class HttpFaults {
    private static final Logger LOG = Logger.getLogger("io.tandem.kit.web.failures");
    private static final int DEEPEST_CAUSE = 20;

    private HttpFaults() {}

    /** The refusal inside a failure, or else a logged 5xx without internals. */
    static Problem of(Throwable failure) {
        return refusalIn(failure).orElseGet(() -> {
            if (isDatabaseOutOfReach(failure, 0)) {
                LOG.warn("The database is out of reach", failure);
                return traced(Problem.unavailable("The service cannot reach its database. Please try again."));
            }
            LOG.error("Unexpected failure", failure);
            return traced(Problem.of(500, "Something went wrong on our side."));
        });
    }

    /** Of addresses and media types the framework speaks in the terms of its own code, so what it says is left out. */
    static String detail(int status, String message) {
        return switch (status) {
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take this method.";
            case 406 -> "This address cannot answer in any accepted media type.";
            case 413 -> "The body is larger than this service takes.";
            case 415 -> "This address does not take this media type.";
            default ->
                message != null && !message.isBlank() && !message.startsWith("HTTP ")
                        ? message
                        : status == 400 ? "The request cannot be read." : "The request was refused.";
        };
    }

    /** Frameworks wrap what was thrown inside them. */
    private static Optional<Problem> refusalIn(Throwable failure) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof Problem problem) {
                return Optional.of(problem);
            }
            if (cause instanceof WebApplicationException http) {
                int status = http.getResponse().getStatus();
                if (status >= 400 && status < 500) {
                    return Optional.of(Problem.of(status, detail(status, http.getMessage())));
                }
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** A transaction that could not be committed keeps what the database said beside its cause. */
    private static boolean isDatabaseOutOfReach(Throwable failure, int depth) {
        return failure != null
                && depth < DEEPEST_CAUSE
                && (failure instanceof SQLTransientConnectionException
                        || failure instanceof SQLException sql && isWithoutConnection(sql)
                        || isDatabaseOutOfReach(failure.getCause(), depth + 1)
                        || Stream.of(failure.getSuppressed())
                                .anyMatch(beside -> isDatabaseOutOfReach(beside, depth + 1)));
    }

    /** A pool that has no connection left in time says so without a state, as a timeout. */
    private static boolean isWithoutConnection(SQLException failure) {
        return failure.getCause() instanceof TimeoutException || isConnectionState(failure.getSQLState());
    }

    /** Class 08 is a broken connection, 57P a server that shuts down, 53300 a server without free connections. */
    private static boolean isConnectionState(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300"));
    }

    private static Problem traced(Problem problem) {
        var span = Span.current().getSpanContext();
        return span.isValid() ? problem.with("traceId", span.getTraceId()) : problem;
    }
}
