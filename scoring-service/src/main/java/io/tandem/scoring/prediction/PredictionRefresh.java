package io.tandem.scoring.prediction;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.Predictor;
import io.tandem.scoring.domain.prediction.Target;
import io.tandem.scoring.score.ScoringConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Predicts anew what is too old, some hundred accounts at a time, beside the path on which events are scored. */
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
        UUID after = new UUID(0, 0);
        while (after != null) {
            UUID from = after;
            after = QuarkusTransaction.requiringNew().call(() -> refreshSome(model, from));
        }
    }

    /** Returns the id after which to go on, or null at the end or if another instance is at it. */
    private UUID refreshSome(PredictionModel model, UUID after) {
        if (!database.query("SELECT pg_try_advisory_xact_lock(hashtext('prediction'))", row -> row.getBoolean(1))
                .get(0)) {
            return null;
        }
        // The model may have been deactivated meanwhile: then its predictions were removed and must stay so.
        if (models.activeToChange(model.target())
                .filter(active -> active.version() == model.version())
                .isEmpty()) {
            return null;
        }
        List<UUID> ids = predictions.accounts(after, AT_ONCE);
        PredictionRepository.Concerned concerned = predictions.concerned(ids, model.target(), arrivalsSince());
        predictions.keepOnly(ids, concerned, model.target());
        List<UUID> due = predictions.due(concerned, model, now().minus(config.refreshAfter()));
        if (!due.isEmpty()) {
            predictions.put(
                    model,
                    predictions.known(due).stream()
                            .map(known -> predicted(model, known))
                            .toList(),
                    concerned.happened(),
                    now());
        }
        return ids.size() < AT_ONCE ? null : ids.get(ids.size() - 1);
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
