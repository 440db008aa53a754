package io.tandem.scoring.score;

import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.signals.Cohorts;
import io.tandem.scoring.signals.RollupService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Bounds the history: a score an hour, later a score a day, later none; and what is kept by day for signals. */
@ApplicationScoped
class HistoryKeeping {
    /** Days are looked at again, in case nothing ran on the day when it was their turn. */
    private static final int LOOKED_AT_AGAIN = 3;

    @Inject
    HistoryRepository history;

    @Inject
    HistoryConfig config;

    @Inject
    ScoringConfig scoring;

    @Inject
    RollupService rollups;

    @Inject
    Cohorts cohorts;

    @Scheduled(every = "12h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void bound() {
        if (scoring.enabled()) {
            bound(LocalDate.now(ZoneOffset.UTC));
        }
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetRollups() {
        if (scoring.enabled()) {
            rollups.forget();
        }
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void workOutCohorts() {
        if (scoring.enabled()) {
            cohorts.workOut();
        }
    }

    @Transactional
    void bound(LocalDate today) {
        LocalDate oldest = today.minusDays(config.hourlyDays());
        oldest.minusDays(LOOKED_AT_AGAIN).datesUntil(oldest).forEach(history::thin);
        history.forgetBefore(today.minusDays(config.dailyDays()));
        history.forgetStepsBefore(today.minusDays(config.stepDays()));
    }
}
