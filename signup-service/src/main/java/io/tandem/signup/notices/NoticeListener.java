package io.tandem.signup.notices;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Listens to PostgreSQL notifications on a connection of its own, as long as the service runs. A lost connection is
 * replaced, and the handlers are told that they may have missed something.
 */
@ApplicationScoped
class NoticeListener {
    private static final Logger LOG = Logger.getLogger(NoticeListener.class);
    private static final int WAIT_MILLIS = 1_000;
    private static final int WAITS_BETWEEN_PROBES = 10;
    private static final int PROBE_SECONDS = 2;
    private static final long RECONNECT_MILLIS = 500;

    private final AgroalDataSource dataSource;
    private final List<NoticeHandler> handlers;
    private volatile Thread thread;

    NoticeListener(AgroalDataSource dataSource, @All List<NoticeHandler> handlers) {
        this.dataSource = dataSource;
        this.handlers = handlers;
    }

    void start(@Observes StartupEvent event) {
        thread = new Thread(this::listen, "notice-listener");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        Thread stopped = thread;
        thread = null;
        stopped.interrupt();
    }

    private boolean running() {
        return Thread.currentThread() == thread;
    }

    private void listen() {
        while (running()) {
            try (Connection connection = dataSource.getConnection()) {
                listenOn(connection);
            } catch (SQLException e) {
                if (running()) {
                    LOG.warnf("Notices are not received, reconnecting: %s", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void listenOn(Connection connection) throws SQLException {
        try {
            subscribe(connection);
            handlers.forEach(handler -> safely(handler, handler::onConnected));
            receive(connection);
        } finally {
            // It still listens, so it must not serve others from the pool.
            connection.abort(Runnable::run);
        }
    }

    private void subscribe(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (NoticeHandler handler : handlers) {
                statement.execute("LISTEN " + handler.channel());
            }
        }
    }

    private void receive(Connection connection) throws SQLException {
        PGConnection notices = connection.unwrap(PGConnection.class);
        int silentWaits = 0;
        while (running()) {
            PGNotification[] received = notices.getNotifications(WAIT_MILLIS);
            if (received != null && received.length > 0) {
                silentWaits = 0;
                dispatch(received);
            } else if (++silentWaits >= WAITS_BETWEEN_PROBES) {
                // A connection that died without a word is noticed only by asking.
                silentWaits = 0;
                if (!connection.isValid(PROBE_SECONDS)) {
                    throw new SQLException("the connection is dead");
                }
            }
        }
    }

    private void dispatch(PGNotification[] received) {
        for (PGNotification notice : received) {
            for (NoticeHandler handler : handlers) {
                if (handler.channel().equals(notice.getName())) {
                    safely(handler, () -> handler.onNotice(notice.getParameter()));
                }
            }
        }
    }

    private void safely(NoticeHandler handler, Runnable reaction) {
        try {
            reaction.run();
        } catch (RuntimeException e) {
            LOG.warnf(e, "A notice on %s was not handled", handler.channel());
        }
    }

    private void pause() {
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
