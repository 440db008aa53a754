package io.tandem.scoring.prediction;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.Predictor;
import io.tandem.scoring.domain.prediction.RefreshPass;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.score.ScoringConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Predicts anew, some hundred accounts at a time, beside the path on which events are scored: soon what is new, and all
 * others in passes that are spread over the time that a prediction may grow old.
 */
@ApplicationScoped
class PredictionRefresh {
    private static final int AT_ONCE = 500;

    @Inject
    Database database;

    @Inject
    PredictionModelRepository models;

    @Inject
    PredictionRepository predictions;

    @Inject
    RefreshPassRepository passes;

    @Inject
    PredictionConfig config;

    @Inject
    ScoringConfig scoring;

    @Scheduled(every = "5m", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        if (!scoring.enabled()) {
            return;
        }
        for (Target target : Target.values()) {
            QuarkusTransaction.requiringNew().call(() -> models.active(target)).ifPresent(this::refresh);
        }
        QuarkusTransaction.requiringNew()
                .run(() -> predictions.removeStale(
                        now().minus(config.refreshAfter().multipliedBy(4)), arrivalsSince()));
    }

    private static Instant arrivalsSince() {
        return now().minus(Duration.ofDays(7L * PredictionModelService.WEEKS));
    }

    private void refresh(PredictionModel model) {
        Instant start = now();
        Optional<List<UUID>> changed = inTurn(model, () -> {
            passes.begin(model, start);
            return passes.changed(model);
        });
        if (changed.isEmpty()) {
            return;
        }
        List<UUID> all = changed.get();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<UUID> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            Optional<Boolean> done = inTurn(model, () -> {
                refresh(model, some);
                return true;
            });
            if (done.isEmpty()) {
                return;
            }
        }
        inTurn(model, () -> passes.changesSeen(model, start));
        while (inTurn(model, () -> walk(model)).orElse(false)) {
            // The next ones.
        }
    }

    /** Returns whether more accounts are due. */
    private boolean walk(PredictionModel model) {
        RefreshPass pass = passes.of(model);
        UUID to = pass.dueTo(config.refreshAfter(), now());
        List<UUID> ids = predictions.accounts(pass.walkedTo(), to, AT_ONCE);
        refresh(model, ids);
        boolean more = ids.size() == AT_ONCE;
        passes.save(model, pass.walked(more ? ids.get(AT_ONCE - 1) : to, now()));
        return more;
    }

    /** In one transaction; not if another instance is at it, or the model has been deactivated meanwhile. */
    private <T> Optional<T> inTurn(PredictionModel model, Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            boolean alone = database.query(
                            "SELECT pg_try_advisory_xact_lock(hashtext('prediction'))", row -> row.getBoolean(1))
                    .get(0);
            // Its predictions were removed when it was deactivated, and must stay so.
            boolean active = alone
                    && models.activeToChange(model.target())
                            .filter(one -> one.version() == model.version())
                            .isPresent();
            return active ? Optional.of(work.get()) : Optional.empty();
        });
    }

    private void refresh(PredictionModel model, List<UUID> ids) {
        PredictionRepository.Concerned concerned = predictions.concerned(ids, model.target(), arrivalsSince());
        predictions.keepOnly(ids, concerned, model.target());
        List<UUID> due = predictions.due(concerned, model);
        if (!due.isEmpty()) {
            predictions.put(
                    model,
                    predictions.known(due).stream()
                            .map(known -> predicted(model, known))
                            .toList(),
                    concerned.happened(),
                    now());
        }
    }

    private static PredictionRepository.Fresh predicted(PredictionModel model, PredictionRepository.Known known) {
        Predictor.Explained explained = model.predictor().explain(known.facts());
        return new PredictionRepository.Fresh(
                known.accountId(),
                explained.probability(),
                explained.averageLogOdds(),
                CanonicalJson.write(Reasons.of(explained)),
                known.arrivedAt());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
