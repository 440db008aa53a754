package io.tandem.scoring.usage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.models.EventMatching;
import io.tandem.scoring.models.ModelPublishing;
import io.tandem.scoring.models.ScoringModels;
import io.tandem.scoring.score.ScoringConfig;
import io.tandem.scoring.signals.RollupService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts the calls kept for what a new version of the model newly counts. Calls say for which generation of measures they
 * were counted when they arrived; those that came before this one are gone through in the order of their keys. Where it
 * stands is written with the sums, so that a process that is killed goes on where it was, and nothing counts twice.
 */
@ApplicationScoped
class MeasureFilling {
    private static final int AT_ONCE = 2_000;

    @Inject
    FillingRepository filling;

    @Inject
    UsageRepository usage;

    @Inject
    RollupService rollups;

    @Inject
    ScoringModels models;

    @Inject
    ModelPublishing publishing;

    @Inject
    ScoringConfig config;

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void fill() {
        if (!config.enabled()) {
            return;
        }
        boolean more;
        do {
            more = QuarkusTransaction.requiringNew().call(this::fillSome);
        } while (more);
        QuarkusTransaction.requiringNew().run(() -> publishing.complete(Instant.now()));
    }

    /** In the gate, so that it does not bring back what is being erased; whether there is more to do. */
    boolean fillSome() {
        Optional<FillingRepository.Place> found = filling.lockUnfinished();
        if (found.isEmpty()) {
            return false;
        }
        FillingRepository.Place place = found.get();
        List<KeptCall> calls = filling.next(place, AT_ONCE);
        if (!calls.isEmpty()) {
            EventMatching matching = models.matchingSince(place.generation());
            List<KeptCall> uncounted = calls.stream()
                    .filter(call -> call.generation() < place.generation())
                    .toList();
            usage.add(uncounted.stream()
                    .flatMap(kept -> Usage.of(kept.call(), matching))
                    .toList());
            rollups.fill(
                    uncounted.stream().map(KeptCall::call).filter(Usage::counts).toList(),
                    models.watchesSince(place.generation()),
                    Instant.now());
            filling.advance(place, calls.get(calls.size() - 1), calls.size());
        } else if (!filling.advanceToNextDay(place)) {
            filling.finish(place, Instant.now());
        }
        return true;
    }
}
