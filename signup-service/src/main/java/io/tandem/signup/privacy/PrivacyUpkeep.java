package io.tandem.signup.privacy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Drops exports that are too old, erases what was on its way during an erasure, and counts overdue requests. */
@ApplicationScoped
class PrivacyUpkeep {
    private final PrivacyRequestRepository requests;
    private final DataSubjects subjects;
    private final OwnData own;
    private final PrivacyConfig config;
    private volatile double overdue = Double.NaN;

    @Inject
    PrivacyUpkeep(
            PrivacyRequestRepository requests,
            DataSubjects subjects,
            OwnData own,
            PrivacyConfig config,
            MeterRegistry meters) {
        this.requests = requests;
        this.subjects = subjects;
        this.own = own;
        this.config = config;
        Gauge.builder("tandem.privacy.requests.overdue", this, self -> self.overdue)
                .description("Requests for export or erasure that some service has not answered in time")
                .register(meters);
    }

    @Transactional
    @Scheduled(every = "1m", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void run() {
        Instant now = Instant.now();
        requests.forgetExportsBefore(now.minus(config.exportsKept()));
        own.resurrected().forEach((person, erasedAt) -> subjects.known(person)
                .ifPresent(subject -> own.eraseLate(subject, erasedAt)));
        overdue = requests.openSince(now.minus(config.overdueAfter()));
    }
}
