package io.tandem.routing.policy;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Publishes at a time. The timers stand in the database: they outlive every instance, and one of them takes each. */
@ApplicationScoped
class PublicationTimers {
    private static final String TABLE = "publication_timer";
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int SILENT_UNTIL_DEAD = 4;

    private final PolicyPublishing publishing;
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;

    @Inject
    PublicationTimers(AgroalDataSource dataSource, PolicyPublishing publishing) {
        this.publishing = publishing;
        task = Tasks.oneTime("publication")
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                .execute((timer, context) -> goOff(timer.getId()));
        scheduler = Scheduler.create(dataSource, task)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .threads(1)
                .pollingInterval(POLL)
                .pollUsingLockAndFetch(0.5, 1.0)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(SILENT_UNTIL_DEAD)
                .shutdownMaxWait(RETRY)
                .build();
    }

    void start(@Observes StartupEvent started) {
        scheduler.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        scheduler.stop();
    }

    /** @param revision a version that was taken back and scheduled again has another one, so an old timer does nothing */
    @Transactional(Transactional.TxType.MANDATORY)
    void set(int version, int revision, Instant at) {
        scheduler.schedule(task.instance(version + "." + revision), at);
    }

    private void goOff(String timer) {
        int dot = timer.indexOf('.');
        int version = Integer.parseInt(timer.substring(0, dot));
        int revision = Integer.parseInt(timer.substring(dot + 1));
        QuarkusTransaction.requiringNew().run(() -> publishing.publishScheduled(version, revision));
    }
}
