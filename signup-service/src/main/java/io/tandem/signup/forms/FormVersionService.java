package io.tandem.signup.forms;

import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.IfMatch;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.signup.audit.AuditTrail;
import io.tandem.signup.domain.FormDefinition;
import io.tandem.signup.domain.FormRules;
import io.tandem.signup.sources.SourceNotices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Drafts, publishes and rolls back forms. Each change is audited; what was published stays as it was. */
@ApplicationScoped
class FormVersionService {
    private static final String AUDITED = "form";

    private final FormVersionRepository versions;
    private final DefaultForm shipped;
    private final PublishedForms published;
    private final AuditTrail audit;
    private final SourceNotices notices;

    FormVersionService(
            FormVersionRepository versions,
            DefaultForm shipped,
            PublishedForms published,
            AuditTrail audit,
            SourceNotices notices) {
        this.versions = versions;
        this.shipped = shipped;
        this.published = published;
        this.audit = audit;
        this.notices = notices;
    }

    @Transactional
    public FormVersionView draft(UUID sourceId, FormDefinition definition) {
        refuseFaults(definition);
        lock(sourceId);
        FormVersionView drafted = add(sourceId, definition);
        audit.append("drafted", AUDITED, sourceId, null, drafted);
        return drafted;
    }

    @Transactional
    public FormVersionView change(UUID sourceId, int version, String seen, FormDefinition definition) {
        refuseFaults(definition);
        lock(sourceId);
        FormVersionView before = draftOf(sourceId, version);
        IfMatch.require(seen, before.etag());
        versions.change(sourceId, version, definition, now());
        return audited("changed", sourceId, version, before);
    }

    @Transactional
    public FormVersionView publish(UUID sourceId, int version, String why) {
        lock(sourceId);
        FormVersionView before = draftOf(sourceId, version);
        // The rules may have become stricter since it was saved.
        refuseFaults(before.definition());
        versions.publish(sourceId, version, audit.actor(), why, now());
        notices.tell();
        return audited("published", sourceId, version, before);
    }

    /** What was published keeps its number: the earlier version comes back as a copy. */
    @Transactional
    public FormVersionView rollBack(UUID sourceId, int version, String why) {
        lock(sourceId);
        FormVersionView earlier = find(sourceId, version);
        if (earlier.status() != FormStatus.RETIRED) {
            throw Problem.conflict("Only a version that was published before can come back.");
        }
        refuseFaults(earlier.definition());
        int copy = add(sourceId, earlier.definition()).version();
        versions.publish(sourceId, copy, audit.actor(), why, now());
        notices.tell();
        return audited("rolled-back", sourceId, copy, earlier);
    }

    @Transactional
    public List<FormVersionView> page(UUID sourceId, Optional<Integer> before, int rows) {
        formOf(sourceId);
        return versions.page(sourceId, before.orElse(Integer.MAX_VALUE), rows);
    }

    @Transactional
    public FormVersionView one(UUID sourceId, int version) {
        formOf(sourceId);
        return find(sourceId, version);
    }

    private FormVersionView add(UUID sourceId, FormDefinition definition) {
        int version = versions.nextVersion(sourceId);
        versions.insertDraft(sourceId, version, definition, audit.actor(), now());
        return find(sourceId, version);
    }

    private FormVersionView audited(String action, UUID sourceId, int version, FormVersionView before) {
        FormVersionView after = find(sourceId, version);
        audit.append(action, AUDITED, sourceId, before.withoutWhy(), after.withoutWhy());
        return after;
    }

    private FormVersionView draftOf(UUID sourceId, int version) {
        FormVersionView found = find(sourceId, version);
        if (found.status() != FormStatus.DRAFT) {
            throw Problem.conflict("What was published cannot be changed; make a new draft.");
        }
        return found;
    }

    private FormVersionView find(UUID sourceId, int version) {
        if (version == DefaultForm.VERSION) {
            boolean isPublished = formOf(sourceId).current().version() == DefaultForm.VERSION;
            return FormVersionView.shipped(shipped.definition(), isPublished);
        }
        return versions.find(sourceId, version)
                .orElseThrow(() -> Problem.notFound("The source's form has no such version."));
    }

    private SourceForm formOf(UUID sourceId) {
        return published.of(sourceId).orElseThrow(FormVersionService::unknownSource);
    }

    private void lock(UUID sourceId) {
        if (!versions.lockSource(sourceId)) {
            throw unknownSource();
        }
    }

    private static void refuseFaults(FormDefinition definition) {
        List<FieldFault> faults = FormRules.faults(definition).stream()
                .map(fault -> new FieldFault("definition." + fault.place(), fault.detail()))
                .toList();
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
    }

    private static Problem unknownSource() {
        return Problem.notFound("There is no such source.");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
