package io.tandem.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.IfMatch;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Drafts, publishes and rolls back policies. Each change is audited; what was published stays as it was. */
@ApplicationScoped
class PolicyService {
    private static final int MOST_CHARACTERS = 500_000;

    @Inject
    PolicyRepository policies;

    @Inject
    PolicyPublishing publishing;

    @Inject
    PublicationTimers timers;

    @Inject
    Pools pools;

    @Inject
    Database database;

    @Inject
    AuditTrail audit;

    @Inject
    SecurityIdentity caller;

    @Inject
    StoredJson json;

    /** A draft may contradict itself; what has no meaning, and conditions that are none, are refused at once. */
    @Transactional
    public PolicyView draft(JsonNode definition) {
        refuseUnreadable(definition);
        policies.lock();
        int version = policies.insertDraft(definition, null, 1, name(), PolicyPublishing.now());
        return audited("drafted", version, null);
    }

    @Transactional
    public PolicyView change(int version, String seen, JsonNode definition) {
        refuseUnreadable(definition);
        policies.lock();
        PolicyView before = draftOf(version);
        IfMatch.require(seen, before.etag());
        policies.change(version, definition, PolicyPublishing.now());
        return audited("changed", version, before);
    }

    @Transactional
    public ValidationView validate(int version) {
        return validation(one(version).definition());
    }

    /** @param seen the ETag of what is to be published, or null for whatever it is */
    public PolicyView publish(int version, String seen, String why, Instant at) {
        // Compiling takes longer than all else: nobody waits for a lock or a connection meanwhile.
        PolicyView checked = QuarkusTransaction.requiringNew().call(() -> draftOf(version));
        IfMatch.check(seen, checked.etag());
        refuseFaults(checked.definition());
        return QuarkusTransaction.requiringNew().call(() -> publishChecked(version, checked.etag(), why, at));
    }

    private PolicyView publishChecked(int version, String checked, String why, Instant at) {
        policies.lock();
        PolicyView before = draftOf(version);
        IfMatch.check(IfMatch.quoted(checked), before.etag());
        if (at == null) {
            return publishing.publish("published", before, name(), why);
        }
        if (!at.isAfter(PolicyPublishing.now())) {
            throw RequestFaults.problem("at", "must be in the future");
        }
        policies.schedule(version, at, name(), why);
        PolicyView after = audited("scheduled", version, before);
        timers.set(version, after.revision(), at);
        return after;
    }

    /** A publication whose time has not come is taken back; the version is a draft again. */
    @Transactional
    public PolicyView unschedule(int version) {
        policies.lock();
        PolicyView before = one(version);
        if (before.status() != PolicyStatus.SCHEDULED) {
            throw Problem.conflict("Only a publication whose time has not come can be taken back.");
        }
        policies.unschedule(version);
        return audited("unscheduled", version, before);
    }

    /** What was published keeps its number: the earlier version comes back as a copy. */
    public PolicyView rollBack(int version, String why) {
        PolicyView checked = QuarkusTransaction.requiringNew().call(() -> retired(version));
        refuseFaults(checked.definition());
        return QuarkusTransaction.requiringNew().call(() -> rollBackChecked(version, why));
    }

    private PolicyView rollBackChecked(int version, String why) {
        policies.lock();
        PolicyView earlier = retired(version);
        int copy = policies.insertDraft(earlier.definition(), version, 1, name(), PolicyPublishing.now());
        return publishing.publish("rolled-back", one(copy), name(), why);
    }

    @Transactional
    public List<PolicyView> page(PolicyStatus status, int before, int rows) {
        return policies.page(status, before, rows);
    }

    @Transactional
    public PolicyView one(int version) {
        return policies.find(version)
                .orElseThrow(() -> Problem.notFound("There is no policy of version " + version + "."));
    }

    /** @param against null for the version in force */
    @Transactional
    public PolicyDiffView diff(int version, Integer against) {
        PolicyView after = one(version);
        PolicyView before = against == null ? policies.inForce().orElseThrow() : one(against);
        return new PolicyDiffView(
                before.version(), after.version(), PolicyDiff.of(before.definition(), after.definition()));
    }

    /** All that happened to a version, the latest first. */
    @Transactional
    public List<PolicyChangeView> changes(int version) {
        one(version);
        return policies.changes(PolicyPublishing.subject(version));
    }

    private ValidationView validation(JsonNode definition) {
        PolicyDocument.Read read = PolicyDocument.checked(definition, json);
        List<LintFinding> lint = read.policy() == null || !read.faults().isEmpty()
                ? List.of()
                : PolicyLint.findings(read.policy(), pools.staffing(), PolicyPublishing.now());
        boolean valid = read.faults().isEmpty()
                && lint.stream().noneMatch(finding -> finding.severity() == LintFinding.Severity.ERROR);
        return new ValidationView(valid, read.faults(), lint);
    }

    private void refuseFaults(JsonNode definition) {
        PolicyDocument.Read read = PolicyDocument.checked(definition, json);
        List<LintFinding> errors = read.faults().isEmpty()
                ? PolicyLint.errors(read.policy(), pools.staffing(), PolicyPublishing.now())
                : List.of();
        if (!read.faults().isEmpty() || !errors.isEmpty()) {
            throw refused(new ValidationView(false, read.faults(), errors));
        }
    }

    private static Problem refused(ValidationView validation) {
        List<FieldFault> faults = validation.faults().stream()
                .map(fault -> new FieldFault("definition" + fault.where(), fault.reason()))
                .collect(Collectors.toList());
        validation.lint().stream()
                .filter(finding -> finding.severity() == LintFinding.Severity.ERROR)
                .forEach(finding -> faults.add(new FieldFault("definition" + finding.place(), finding.reason())));
        return RequestFaults.problem(faults);
    }

    private PolicyView draftOf(int version) {
        PolicyView found = one(version);
        if (found.status() == PolicyStatus.SCHEDULED) {
            throw Problem.conflict("It waits to be published; take its publication back first.");
        }
        if (found.status() != PolicyStatus.DRAFT) {
            throw Problem.conflict("What was published cannot be changed; make a new draft.");
        }
        return found;
    }

    private PolicyView retired(int version) {
        PolicyView found = one(version);
        if (found.status() != PolicyStatus.RETIRED) {
            throw Problem.conflict("Only a version that was published before can come back.");
        }
        return found;
    }

    private PolicyView audited(String action, int version, PolicyView before) {
        PolicyView after = one(version);
        audit.changed(action, PolicyPublishing.subject(version), before, after);
        return after;
    }

    private void refuseUnreadable(JsonNode definition) {
        if (definition.toString().length() > MOST_CHARACTERS) {
            throw Problem.tooLarge("A policy has " + MOST_CHARACTERS + " characters at most.");
        }
        List<PolicyFault> faults = PolicyDocument.read(definition, json).faults();
        if (!faults.isEmpty()) {
            throw refused(new ValidationView(false, faults, List.of()));
        }
    }

    private String name() {
        return caller.getPrincipal().getName();
    }
}
