package io.tandem.kit.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** Wakes this instance's relay when another instance has committed a row to one of its buckets. */
@ApplicationScoped
class OutboxListener {
    private static final Logger LOG = Logger.getLogger(OutboxListener.class);

    @Inject
    RelayConnections connections;

    @Inject
    OutboxRelay relay;

    private final Thread thread = new Thread(this::run, "outbox-listener");
    private volatile boolean running;

    void onStart(@Observes StartupEvent started) {
        running = true;
        thread.setDaemon(true);
        thread.start();
    }

    void onStop(@Observes ShutdownEvent stopping) {
        running = false;
    }

    private void run() {
        while (running) {
            try (Connection session = connections.open("outbox-listener")) {
                listen(session);
            } catch (SQLException lost) {
                LOG.debugf("The outbox listener lost its session, trying again: %s", lost.getMessage());
                try {
                    TimeUnit.SECONDS.sleep(1);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }
    }

    private void listen(Connection session) throws SQLException {
        try (Statement listen = session.createStatement()) {
            listen.execute("LISTEN " + OutboxTable.CHANNEL);
        }
        relay.wake();
        PGConnection notifications = session.unwrap(PGConnection.class);
        while (running) {
            if (notifications.getNotifications(1_000).length > 0) {
                relay.wake();
            }
        }
    }
}
