package io.tandem.routing.handoff;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.tandem.routing.storage.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Samples what is open and what is overdue, and measures how long people wait for somebody to be in touch. */
@ApplicationScoped
class HandoffMetrics {
    private final Database database;
    private final Clock clock;
    private final MultiGauge open;
    private final MultiGauge overdue;
    private final Timer firstTouch;

    @Inject
    HandoffMetrics(Database database, Clock clock, MeterRegistry metrics) {
        this.database = database;
        this.clock = clock;
        open = MultiGauge.builder("tandem.routing.handoffs.open")
                .description("Handoffs that have not ended, by status")
                .register(metrics);
        overdue = MultiGauge.builder("tandem.routing.handoffs.overdue")
                .description("Handoffs whose first touch should have been, by status")
                .register(metrics);
        firstTouch = Timer.builder("tandem.routing.handoff.first.touch")
                .description("From the opening of a handoff to the first touch")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMinutes(1))
                .maximumExpectedValue(Duration.ofDays(7))
                .register(metrics);
    }

    void worked(Handoff handoff) {
        firstTouch.record(Duration.between(handoff.openedAt(), handoff.workedAt()));
    }

    /** Seldom, since it reads every open handoff: of 40,000 it takes a processor for 160 ms. */
    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sample() {
        List<Count> counts = database.query(
                """
                SELECT status, count(*) AS open, count(*) FILTER (WHERE worked_at IS NULL AND due_at <= ?) AS overdue
                FROM handoff WHERE closed_at IS NULL GROUP BY status
                """,
                row -> new Count(row.getString("status"), row.getLong("open"), row.getLong("overdue")),
                clock.instant());
        open.register(counts.stream().map(count -> count.row(count.open())).toList(), true);
        overdue.register(
                counts.stream().map(count -> count.row(count.overdue())).toList(), true);
    }

    private record Count(String status, long open, long overdue) {
        MultiGauge.Row<?> row(long value) {
            return MultiGauge.Row.of(Tags.of("status", status), value);
        }
    }
}
