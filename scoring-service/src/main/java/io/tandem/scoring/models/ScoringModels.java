package io.tandem.scoring.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Conditions;
import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.domain.WatchUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The scoring models, each compiled once. Which of them is in force is asked of the database every time, inside the
 * transaction that scores: whoever puts another in force first waits for all of those to end, so every score names the
 * one version that was published when it was committed, on all instances alike.
 */
@ApplicationScoped
public class ScoringModels {
    private final ModelRepository repository;
    private final ObjectMapper json;
    private final Conditions conditions;
    private final Map<Integer, CompiledModel> versions = new ConcurrentHashMap<>();
    private final Map<Integer, EventMatching> generations = new ConcurrentHashMap<>();

    @Inject
    ScoringModels(ModelRepository repository, ObjectMapper json, MeterRegistry metrics) {
        this.repository = repository;
        this.json = json;
        Counter failed = metrics.counter("tandem.scoring.conditions.failed");
        conditions = new CelConditions(failed::increment);
    }

    /** For the proxy. */
    protected ScoringModels() {
        repository = null;
        json = null;
        conditions = null;
    }

    /** The model by which accounts are scored now. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public CompiledModel current() {
        return published(repository.inForce().version());
    }

    /** The same, asked for with other things and there when the round trip is made. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Supplier<CompiledModel> current(Database.RoundTrip trip) {
        Database.Answer<ModelRepository.InForce> inForce = repository.inForce(trip);
        return () -> published(inForce.rows().get(0).version());
    }

    /** A model that is no draft, and therefore never changes. */
    CompiledModel published(int version) {
        return versions.computeIfAbsent(version, missing -> repository
                .find(missing)
                .map(found -> compile(found, conditions))
                .orElseThrow(() -> new IllegalStateException("there is no scoring model " + missing)));
    }

    /** Any version, whether or not it is published; empty if there is none. */
    public Optional<CompiledModel> ofVersion(int version) {
        return repository.find(version).map(found -> compile(found, new CelConditions(() -> {})));
    }

    private CompiledModel compile(ScoringModelView version, Conditions by) {
        ModelDocument.Read read = version.status() == ScoringModelStatus.DRAFT
                ? ModelDocument.read(version.definition(), json)
                : ModelDocument.readable(version.definition(), json);
        if (!read.faults().isEmpty()) {
            throw ScoringModelService.refused(read.faults());
        }
        return CompiledModel.of(Integer.toString(version.version()), read.model(), by);
    }

    /** What events count for, for those who count by this generation of measures. */
    public EventMatching matching(int generation) {
        return generations.computeIfAbsent(
                generation, missing -> new EventMatching(repository.measures(missing), conditions));
    }

    /** What events count for of what this generation brought. */
    public EventMatching matchingSince(int generation) {
        return new EventMatching(repository.measuresSince(generation), conditions);
    }

    /** What signals look for, for those who count by this generation of measures. */
    public Map<String, WatchUse> watches(int generation) {
        return repository.watches(generation);
    }

    /** What signals look for since this generation. */
    public Map<String, WatchUse> watchesSince(int generation) {
        return repository.watchesSince(generation);
    }

    /** What the signals of a model look for that nothing has looked for so far. */
    public Map<String, WatchUse> newWatches(CompiledModel model) {
        Map<String, WatchUse> added = new TreeMap<>(model.watches());
        added.keySet()
                .removeAll(repository.watches(repository.inForce().generation()).keySet());
        return added;
    }

    /** Refuses a model that counts what was retired and whose sums are still being removed. */
    public void refuseIfBeingForgotten(CompiledModel model) {
        ModelRetirement.Retired retired = repository.retired();
        if (!Collections.disjoint(retired.measures(), model.measures().keySet())
                || !Collections.disjoint(retired.watches(), model.watches().keySet())) {
            throw Problem.conflict(
                    "It counts what was not counted for a while, whose old sums are being removed; ask again"
                            + " in some minutes.");
        }
    }

    /** What a model counts that nothing has counted so far. */
    public Map<String, Measure> newMeasures(CompiledModel model) {
        Map<String, Measure> known = repository.measures(repository.inForce().generation());
        Map<String, Measure> added = new TreeMap<>(model.measures());
        added.keySet().removeAll(known.keySet());
        return added;
    }

    public EventMatching matching(Map<String, Measure> measures) {
        return new EventMatching(measures, conditions);
    }
}
