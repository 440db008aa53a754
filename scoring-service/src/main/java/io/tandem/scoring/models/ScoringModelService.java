package io.tandem.scoring.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.IfMatch;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.scoring.audit.AuditTrail;
import io.tandem.scoring.audit.Caller;
import io.tandem.scoring.domain.CompiledModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Drafts, publishes and rolls back scoring models. Each change is audited; what was published stays as it was. */
@ApplicationScoped
class ScoringModelService {
    private static final int MOST_BYTES = 200_000;

    @Inject
    ModelRepository repository;

    @Inject
    ScoringModels models;

    @Inject
    ModelPublishing publishing;

    @Inject
    AuditTrail audit;

    @Inject
    Caller caller;

    @Inject
    ObjectMapper json;

    /** A draft may be unfinished, but what is no part of a scoring model is refused at once. */
    @Transactional
    public ScoringModelView draft(JsonNode definition) {
        refuseUnreadable(definition);
        repository.lock();
        int version = repository.insertDraft(definition, caller.name(), now());
        return audited("drafted", version, null);
    }

    @Transactional
    public ScoringModelView change(int version, String seen, JsonNode definition) {
        refuseUnreadable(definition);
        repository.lock();
        ScoringModelView before = draftOf(version);
        IfMatch.require(seen, before.etag());
        repository.change(version, definition, now());
        return audited("changed", version, before);
    }

    @Transactional
    public ValidationView validate(int version) {
        ModelDocument.Read read = ModelDocument.read(one(version).definition(), json);
        boolean valid = read.faults().isEmpty();
        return new ValidationView(valid, read.faults(), valid ? newlyCounted(version) : 0);
    }

    private int newlyCounted(int version) {
        CompiledModel model = models.ofVersion(version).orElseThrow();
        return models.newMeasures(model).size() + models.newWatches(model).size();
    }

    /** @param seen the ETag of what is to be published, or null for whatever it is */
    @Transactional
    public ScoringModelView publish(int version, String seen, String why) {
        repository.lock();
        ScoringModelView before = draftOf(version);
        IfMatch.check(seen, before.etag());
        refuseFaults(before.definition(), json);
        publishing.begin(version, caller.name(), why, now());
        return audited("published", version, before);
    }

    /**
     * What was published keeps its number: the earlier version comes back as a copy, if it can still be read, whatever
     * rules came later.
     */
    @Transactional
    public ScoringModelView rollBack(int version, String why) {
        repository.lock();
        ScoringModelView earlier = one(version);
        if (earlier.status() != ScoringModelStatus.RETIRED) {
            throw Problem.conflict("Only a version that was published before can come back.");
        }
        refuse(ModelDocument.unreadable(earlier.definition(), json));
        int copy = repository.insertDraft(earlier.definition(), caller.name(), now());
        publishing.begin(copy, caller.name(), why, now());
        return audited("rolled-back", copy, earlier);
    }

    @Transactional
    public List<ScoringModelView> page(Optional<Integer> before, int rows) {
        return repository.page(before.orElse(Integer.MAX_VALUE), rows);
    }

    @Transactional
    public ScoringModelView one(int version) {
        return repository
                .find(version)
                .orElseThrow(() -> Problem.notFound("There is no scoring model of version " + version + "."));
    }

    static Problem refused(List<ModelFault> faults) {
        return RequestFaults.problem(faults.stream()
                .map(fault -> new FieldFault("definition" + fault.where(), fault.reason()))
                .toList());
    }

    private ScoringModelView draftOf(int version) {
        ScoringModelView found = one(version);
        if (found.status() != ScoringModelStatus.DRAFT) {
            throw Problem.conflict("What was published cannot be changed; make a new draft.");
        }
        return found;
    }

    private ScoringModelView audited(String action, int version, ScoringModelView before) {
        ScoringModelView after = one(version);
        audit.changed(
                action,
                "scoring-model/" + version,
                before == null ? null : before.withoutReason(),
                after.withoutReason());
        return after;
    }

    private void refuseUnreadable(JsonNode definition) {
        if (definition.toString().length() > MOST_BYTES) {
            throw Problem.tooLarge("A scoring model has " + MOST_BYTES + " characters at most.");
        }
        refuse(ModelDocument.unreadable(definition, json));
    }

    static void refuseFaults(JsonNode definition, ObjectMapper json) {
        refuse(ModelDocument.read(definition, json).faults());
    }

    private static void refuse(List<ModelFault> faults) {
        if (!faults.isEmpty()) {
            throw refused(faults);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
