package io.tandem.scoring.prediction;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.domain.prediction.Training;
import io.tandem.scoring.domain.prediction.TrainingRow;
import io.tandem.scoring.domain.prediction.TrainingSet;
import io.tandem.scoring.score.ScoringConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.tribuo.Tribuo;

/** Trains models in the background, one at a time, and anew when the last one has grown old. */
@ApplicationScoped
class ModelTraining {
    private static final Logger LOG = Logger.getLogger(ModelTraining.class);

    /** Who has not been heard of for so long is dead. No step of a training takes as long. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Held by whoever learns here, since it takes much of the memory that there is. */
    static final Semaphore LEARNING = new Semaphore(1);

    @Inject
    PredictionModelRepository models;

    @Inject
    TrainingRows trainingRows;

    @Inject
    PredictionConfig config;

    @Inject
    ScoringConfig scoring;

    @Scheduled(every = "2s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void trainWaiting() {
        if (!scoring.enabled()) {
            return;
        }
        while (trainNext()) {
            // The next one.
        }
    }

    @Scheduled(every = "1h", delayed = "15m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void retrain() {
        if (scoring.enabled() && config.retrainAfterDays() > 0) {
            queueOlderThan(Instant.now().minus(Duration.ofDays(config.retrainAfterDays())));
        }
    }

    void queueOlderThan(Instant time) {
        QuarkusTransaction.requiringNew().run(() -> {
            models.queueAnew(time, now());
            models.forgetRows(config.keptTrainings());
        });
    }

    /** What is claimed is begun at once: a claim that waits for its turn might run out. */
    private boolean trainNext() {
        if (!models.anyWaiting(now())) {
            return false;
        }
        LEARNING.acquireUninterruptibly();
        try {
            Optional<PredictionModel> next =
                    QuarkusTransaction.requiringNew().call(() -> models.claim(now(), now().plus(PATIENCE)));
            next.ifPresent(this::train);
            return next.isPresent();
        } finally {
            LEARNING.release();
        }
    }

    private void train(PredictionModel model) {
        try {
            TrainingSet all =
                    QuarkusTransaction.requiringNew().call(() -> trainingRows.of(model.target(), config.mostRows()));
            Set<String> known = QuarkusTransaction.requiringNew().call(trainingRows::fieldsKnown);
            progress(model, 30);
            Training.Settings settings = new Training.Settings(
                    model.target(),
                    config.fewestEvents(),
                    new TreeSet<>(known),
                    new TreeSet<>(model.allowed()),
                    model.version());
            Training.Outcome outcome =
                    Training.train(all, settings, LogisticRegression.with(LogisticRegression.HYPERPARAMETERS));
            progress(model, 90);
            Provenance provenance = provenance(all, settings, outcome);
            QuarkusTransaction.requiringNew()
                    .run(() -> models.finish(
                            model.version(),
                            outcome.refusals().isEmpty() ? ModelStatus.READY : ModelStatus.REFUSED,
                            provenance,
                            PredictionReport.from(outcome),
                            outcome.predictor(),
                            TrainingRows.packed(all.rows()),
                            now()));
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "Model %d could not be trained", model.version());
            QuarkusTransaction.requiringNew()
                    .run(() -> models.fail(
                            model.version(), "A fault of the service, which its log tells; train another.", now()));
        }
    }

    private void progress(PredictionModel model, int percent) {
        QuarkusTransaction.requiringNew().run(() -> models.progress(model.version(), percent, now().plus(PATIENCE)));
    }

    private Provenance provenance(TrainingSet all, Training.Settings settings, Training.Outcome outcome) {
        List<TrainingRow> rows = all.rows();
        return new Provenance(
                rows.stream()
                        .map(TrainingRow::asOf)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                rows.stream()
                        .map(TrainingRow::knownAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                TrainingRows.hash(rows),
                all.rowsKnown(),
                all.eventsKnown(),
                settings.target(),
                config.horizonDays(),
                settings.fewestEvents(),
                new TreeSet<>(settings.known()),
                new TreeSet<>(settings.allowed()),
                settings.seed(),
                LogisticRegression.HYPERPARAMETERS,
                "Tribuo " + Tribuo.VERSION,
                outcome.predictor() == null ? null : CanonicalJson.hash(outcome.predictor()));
    }

    /** Makes a version again from what was recorded of it; its hashes tell whether it is the same. */
    static Reproduction reproduce(Provenance recorded, byte[] packedRows) {
        List<TrainingRow> rows = TrainingRows.unpacked(packedRows);
        TrainingSet all = TrainingSet.of(rows);
        if (recorded.rowsKnown() != null) {
            all = new TrainingSet(rows, recorded.rowsKnown(), recorded.eventsKnown());
        }
        Training.Outcome outcome = Training.train(
                all,
                new Training.Settings(
                        recorded.target(),
                        recorded.fewestEvents(),
                        recorded.known(),
                        recorded.allowed(),
                        recorded.seed()),
                LogisticRegression.with(recorded.hyperparameters()));
        String rowsHash = TrainingRows.hash(rows);
        String parametersHash = outcome.predictor() == null ? null : CanonicalJson.hash(outcome.predictor());
        return new Reproduction(
                rowsHash.equals(recorded.rowsHash()) && Objects.equals(parametersHash, recorded.parametersHash()),
                rowsHash,
                parametersHash);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
