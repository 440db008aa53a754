package io.tandem.kit.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Samples what waits in the outbox and in the dead letters; unknown, so not a number, while the database is away. */
@ApplicationScoped
class DeliveryMetrics {
    private static final Logger LOG = Logger.getLogger(DeliveryMetrics.class);

    private final DataSource dataSource;
    private final MultiGauge deadLetters;
    private volatile double outboxRows = Double.NaN;
    private volatile double outboxAgeSeconds = Double.NaN;

    @Inject
    DeliveryMetrics(DataSource dataSource, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.deadLetters = MultiGauge.builder("tandem.dead.letters")
                .description("Records that could not be handled and wait for a person")
                .register(metrics);
        Gauge.builder("tandem.outbox.rows", this, self -> self.outboxRows)
                .description("Events committed and not yet acknowledged by the broker")
                .register(metrics);
        Gauge.builder("tandem.outbox.oldest.age", this, self -> self.outboxAgeSeconds)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(metrics);
    }

    /** Counting reads all that was sent since the last vacuum too, which takes a processor for tens of milliseconds. */
    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sample() {
        try (Connection connection = dataSource.getConnection()) {
            sampleOutbox(connection);
            sampleDeadLetters(connection);
        } catch (SQLException away) {
            outboxRows = Double.NaN;
            outboxAgeSeconds = Double.NaN;
            LOG.debugf("No metrics of the outbox: %s", away.getMessage());
        }
    }

    private void sampleOutbox(Connection connection) throws SQLException {
        String sql = """
                SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0) FROM outbox
                """;
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            outboxRows = row.getDouble(1);
            outboxAgeSeconds = row.getDouble(2);
        }
    }

    private void sampleDeadLetters(Connection connection) throws SQLException {
        String sql = "SELECT topic, count(*) FROM dead_letter GROUP BY topic";
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(MultiGauge.Row.of(Tags.of("topic", row.getString(1)), row.getLong(2)));
            }
        }
        deadLetters.register(rows, true);
    }
}
