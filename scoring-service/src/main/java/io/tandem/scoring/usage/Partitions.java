package io.tandem.scoring.usage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.ScoringConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The daily partitions of raw events: made before they are needed, dropped whole when their time is over. */
@ApplicationScoped
class Partitions {
    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final String PREFIX = "tracked_event_";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int DAYS_AHEAD = 3;

    private final Database database;
    private final UsageConfig config;
    private final ScoringConfig scoring;
    private final Set<LocalDate> present = ConcurrentHashMap.newKeySet();

    Partitions(Database database, UsageConfig config, ScoringConfig scoring) {
        this.database = database;
        this.config = config;
        this.scoring = scoring;
    }

    void onStart(@Observes StartupEvent start) {
        if (scoring.enabled()) {
            make(upcoming());
        }
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void maintain() {
        if (!scoring.enabled()) {
            return;
        }
        make(upcoming());
        LocalDate oldest = LocalDate.now(ZoneOffset.UTC).minusDays(config.retentionDays());
        for (String partition : existing()) {
            LocalDate day = LocalDate.parse(partition.substring(PREFIX.length()), DAY);
            if (day.isBefore(oldest)) {
                drop(partition);
                present.remove(day);
            }
        }
    }

    /** Makes the partitions for these times unless they exist, outside the caller's transaction. */
    void ensure(Stream<Instant> times) {
        Set<LocalDate> missing = times.map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC))
                .filter(day -> !present.contains(day))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            make(missing);
        }
    }

    private static Set<LocalDate> upcoming() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return today.datesUntil(today.plusDays(DAYS_AHEAD + 1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private void make(Set<LocalDate> days) {
        QuarkusTransaction.requiringNew().run(() -> {
            // Instances that start together would otherwise trip over one another's half-made tables.
            database.query("SELECT pg_advisory_xact_lock(hashtext('tracked_event'))", row -> null);
            Set<String> existing = existing();
            for (LocalDate day : days) {
                String name = PREFIX + DAY.format(day);
                if (!existing.contains(name)) {
                    // Made aside and attached: that does not block those who write to other days.
                    database.update("CREATE TABLE " + name + " (LIKE tracked_event INCLUDING ALL)");
                    database.update("ALTER TABLE tracked_event ATTACH PARTITION " + name + " FOR VALUES FROM ('" + day
                            + "') TO ('" + day.plusDays(1) + "')");
                }
            }
        });
        present.addAll(days);
    }

    private void drop(String partition) {
        QuarkusTransaction.requiringNew().run(() -> {
            database.update("SET LOCAL lock_timeout = '5s'");
            database.update("DROP TABLE IF EXISTS " + partition);
        });
        LOG.infof("Dropped the raw events of %s", partition);
    }

    private Set<String> existing() {
        return Set.copyOf(database.query(
                "SELECT c.relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid"
                        + " WHERE inhparent = 'tracked_event'::regclass",
                row -> row.getString(1)));
    }
}
