package io.tandem.kit.delivery;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Forgets what can no longer be asked for. */
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    @Inject
    DataSource dataSource;

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        // Longer than any topic keeps its records, so nothing can be delivered again after it is forgotten here.
        forget("DELETE FROM inbox WHERE seen_at < now() - interval '14 days'");
        forget("DELETE FROM idempotency WHERE claimed_at < now() - interval '24 hours'");
    }

    private void forget(String delete) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(delete)) {
            int rows = statement.executeUpdate();
            LOG.debugf("%d rows: %s", rows, delete);
        } catch (SQLException failure) {
            LOG.warnf("Old rows stay until the next hour: %s", failure.getMessage());
        }
    }
}
