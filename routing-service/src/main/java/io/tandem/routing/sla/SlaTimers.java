package io.tandem.routing.sla;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Timers that stand in the database. They are set in the transaction of what they are for, outlive every instance, and
 * go off in one instance at a time, again if that one dies before it is done.
 */
@ApplicationScoped
public class SlaTimers {
    private static final String TABLE = "sla_timer";
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final int THREADS = 2;
    private static final int SILENT_UNTIL_DEAD = 4;

    private final Event<SlaMark> marks;
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;

    @Inject
    SlaTimers(AgroalDataSource dataSource, Event<SlaMark> marks, SlaConfig config, Clock clock) {
        this.marks = marks;
        task = Tasks.oneTime("sla")
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                .execute((timer, context) -> goOff(SlaMark.ofTimer(timer.getId())));
        scheduler = Scheduler.create(dataSource, task)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .clock(clock::instant)
                .threads(THREADS)
                .pollingInterval(config.poll())
                .pollUsingLockAndFetch(0.5, 1.0)
                .heartbeatInterval(config.heartbeat())
                .missedHeartbeatsLimit(SILENT_UNTIL_DEAD)
                .shutdownMaxWait(RETRY)
                .build();
    }

    /** A timer to be set. */
    public record Timer(SlaMark mark, Instant at) {}

    void start(@Observes StartupEvent started) {
        scheduler.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        scheduler.stop();
    }

    /** Each mark has one timer, ever: it is never set twice. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(Collection<Timer> timers) {
        List<SchedulableInstance<?>> instances = new ArrayList<>();
        timers.forEach(timer ->
                instances.add(SchedulableInstance.of(task.instance(timer.mark().timerName()), timer.at())));
        if (!instances.isEmpty()) {
            scheduler.scheduleBatch(instances);
        }
    }

    private void goOff(SlaMark mark) {
        QuarkusTransaction.requiringNew().run(() -> marks.fire(mark));
    }
}
