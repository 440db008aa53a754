package io.tandem.scoring.prediction;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.audit.AuditTrail;
import io.tandem.scoring.audit.Caller;
import io.tandem.scoring.domain.prediction.CutOff;
import io.tandem.scoring.domain.prediction.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people do with models: have them trained, use them or not, and ask what they mean for the team. */
@ApplicationScoped
class PredictionModelService {
    /** Arrivals of so many weeks show how many to expect. */
    static final int WEEKS = 8;

    private static final int RETRY_AFTER_SECONDS = 30;

    @Inject
    PredictionModelRepository models;

    @Inject
    PredictionRepository predictions;

    @Inject
    AuditTrail audit;

    @Inject
    Caller caller;

    @Transactional
    public PredictionModelView queue(TrainingRequest request) {
        if (models.isWaiting(request.target())) {
            throw Problem.conflict("A model of " + request.target().events() + " is being trained already.");
        }
        int version = models.queue(request.target(), caller.name(), request.reason(), request.allowedFields(), now());
        PredictionModelView view = PredictionModelView.from(models.find(version).orElseThrow());
        audit.changed(
                "queued",
                subject(version),
                null,
                Map.of("target", request.target(), "allowedFields", request.allowedFields()));
        return view;
    }

    @Transactional
    public PredictionModelView read(int version) {
        return models.find(version).map(PredictionModelView::from).orElseThrow(() -> unknown(version));
    }

    @Transactional
    public List<PredictionModelView> page(Target target, ModelStatus status, int before, int rows) {
        return models.page(target, status, before, rows).stream()
                .map(PredictionModelView::from)
                .toList();
    }

    /** The one that was active before is not any more. */
    @Transactional
    public PredictionModelView activate(int version, String reason) {
        PredictionModel model = models.findToChange(version).orElseThrow(() -> unknown(version));
        if (model.status() == ModelStatus.REFUSED) {
            throw Problem.of(
                            409,
                            "Model refused",
                            String.join(" ", model.report().refusals()))
                    .with("refusals", model.report().refusals());
        }
        if (model.status() != ModelStatus.READY) {
            throw Problem.conflict("Only a model that is ready can be activated; this one is "
                    + model.status().name().toLowerCase(Locale.ROOT) + ".");
        }
        models.activeToChange(model.target())
                .ifPresent(before -> change(before, ModelStatus.READY, "Version " + version + " took its place."));
        return change(model, ModelStatus.ACTIVE, reason);
    }

    /** Its predictions go with it. */
    @Transactional
    public PredictionModelView deactivate(int version, String reason) {
        PredictionModel model = models.findToChange(version).orElseThrow(() -> unknown(version));
        if (model.status() != ModelStatus.ACTIVE) {
            throw Problem.conflict("Only a model that is active can be deactivated.");
        }
        return change(model, ModelStatus.READY, reason);
    }

    /** It takes long and much memory, so it holds no connection, and nobody else learns at the same time. */
    public Reproduction reproduce(int version) {
        if (!ModelTraining.LEARNING.tryAcquire()) {
            throw Problem.of(503, "Another model is being learnt; ask again when that is done.")
                    .header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
        }
        try {
            return reproduceAlone(version);
        } finally {
            ModelTraining.LEARNING.release();
        }
    }

    private Reproduction reproduceAlone(int version) {
        PredictionModel model = QuarkusTransaction.requiringNew()
                .call(() -> models.find(version).orElseThrow(() -> unknown(version)));
        byte[] rows = QuarkusTransaction.requiringNew().call(() -> models.rows(version)
                .orElseThrow(() -> Problem.conflict("The rows that this version was made from are not kept any more, or"
                        + " it was never trained.")));
        return ModelTraining.reproduce(model.provenance(), rows);
    }

    @Transactional
    public CutOff cutOff(int version, double capacityPerWeek) {
        PredictionModel model = models.find(version).orElseThrow(() -> unknown(version));
        if (model.status() != ModelStatus.ACTIVE) {
            throw Problem.conflict("Only the active model has predicted anything of the accounts that arrived lately.");
        }
        if (model.target() == Target.CHURN) {
            throw Problem.conflict(
                    "Of cancellations there is no cut-off: it goes by the accounts that arrive, and those at"
                            + " risk have mostly been here for long. The list of predictions has the most likely first.");
        }
        if (!predictions.hasAny(model)) {
            throw Problem.conflict(
                    "It was activated just now and has predicted nothing yet; ask again in a few minutes.");
        }
        return CutOff.of(predictions.arrivals(model, WEEKS, now()), WEEKS, capacityPerWeek);
    }

    private PredictionModelView change(PredictionModel model, ModelStatus status, String reason) {
        models.change(model.version(), new PredictionModelView.Change(status, caller.name(), reason, now()));
        if (status == ModelStatus.READY) {
            predictions.removeOf(model);
        }
        PredictionModelView after =
                PredictionModelView.from(models.find(model.version()).orElseThrow());
        audit.changed(
                status == ModelStatus.ACTIVE ? "activated" : "deactivated",
                subject(model.version()),
                Map.of("status", model.status()),
                Map.of("status", after.status()));
        return after;
    }

    private static String subject(int version) {
        return "prediction-model/" + version;
    }

    private static Problem unknown(int version) {
        return Problem.notFound("There is no prediction model of version " + version + ".");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
