package io.tandem.scoring.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.domain.WatchUse;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Puts versions in force. One that counts nothing new is in force at once. For another, what it newly counts is counted
 * from now on as events arrive; the calls kept from before are gone through once, and then it is in force.
 */
@ApplicationScoped
public class ModelPublishing {
    private static final String SHIPPED_BY = "tandem";

    @Inject
    Database database;

    @Inject
    ModelRepository repository;

    @Inject
    ScoringModels models;

    @Inject
    ObjectMapper json;

    /**
     * Publishes the model that comes with the service, unless people have published one of their own. Priority 1: before
     * the consumers start, since the first of their records needs a model.
     */
    void publishShipped(@Observes @Priority(1) StartupEvent started) {
        JsonNode document = shipped();
        QuarkusTransaction.requiringNew().run(() -> {
            ModelRepository.InForce present = repository.lock();
            if (present.version() != null
                    && repository.watches(present.generation()).isEmpty()) {
                // Until now what signals look for was that of the version in force.
                repository.watch(models.published(present.version()).watches(), present.generation());
            }
            if (repository.publishedByPeople(SHIPPED_BY)
                    || repository.withStatus(ScoringModelStatus.PREPARING).isPresent()
                    || repository
                            .withStatus(ScoringModelStatus.PUBLISHED)
                            .filter(published -> published.definition().equals(document))
                            .isPresent()
                    // It may count what is being removed; then it is published at the next start.
                    || !repository.retired().isEmpty()) {
                return;
            }
            ScoringModelService.refuseFaults(document, json);
            Instant now = Instant.now();
            begin(
                    repository.insertDraft(document, SHIPPED_BY, now),
                    SHIPPED_BY,
                    "the model that Tandem comes with",
                    now);
        });
    }

    /**
     * Puts a version in force, at once or when what it counts has been counted. Needs the lock, and whoever calls has
     * looked for faults: those of a draft are not those of what was published before.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void begin(int version, String by, String why, Instant now) {
        if (repository.withStatus(ScoringModelStatus.PREPARING).isPresent()) {
            throw Problem.conflict("Another version is being prepared; publish this one when that is in force.");
        }
        repository.prepare(version, by, why);
        // No draft any more, and so not held to rules that came after it was published first.
        CompiledModel model = models.ofVersion(version).orElseThrow();
        models.refuseIfBeingForgotten(model);
        Map<String, Measure> measures = models.newMeasures(model);
        Map<String, WatchUse> watches = models.newWatches(model);
        ModelRepository.InForce present = repository.inForce();
        // From here on nobody counts or scores until this is committed.
        database.closeGate();
        if (present.version() == null) {
            repository.watch(watches, present.generation());
            watches = Map.of();
        }
        boolean nothingNew = measures.isEmpty() && watches.isEmpty();
        if (!nothingNew) {
            repository.count(measures, watches, present.generation() + 1, now);
        }
        if (nothingNew || present.version() == null) {
            repository.putInForce(version, now);
        }
    }

    /** Puts the version in force that was being prepared, if there is one and all that it counts is counted. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void complete(Instant now) {
        if (repository.withStatus(ScoringModelStatus.PREPARING).isEmpty() || repository.isFilling()) {
            return;
        }
        repository.lock();
        repository.withStatus(ScoringModelStatus.PREPARING).ifPresent(prepared -> {
            database.closeGate();
            repository.putInForce(prepared.version(), now);
        });
    }

    private JsonNode shipped() {
        try (InputStream resource =
                Objects.requireNonNull(ModelPublishing.class.getResourceAsStream("/default-scoring-model.json"))) {
            return json.readTree(resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
