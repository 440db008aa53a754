package io.tandem.crm.sync;

import io.quarkus.scheduler.Scheduled;
import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Caller;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.connection.Connection;
import io.tandem.crm.connection.Connections;
import io.tandem.crm.connection.CrmSessions;
import io.tandem.crm.connector.Notice;
import io.tandem.crm.connector.Notification;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldMerge.Side;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SaleStage;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.timeline.Position;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What people see of the sync, and what they do about it. */
@ApplicationScoped
class SyncService {
    private final Connections connections;
    private final CrmSessions sessions;
    private final SyncLedger ledger;
    private final SyncConflicts conflicts;
    private final KnownRecords known;
    private final OurRecords ours;
    private final CrmCursors cursors;
    private final Adoption adoption;
    private final RecordChanges changes;
    private final AuditTrail audit;
    private final SyncConfig config;

    SyncService(
            Connections connections,
            CrmSessions sessions,
            SyncLedger ledger,
            SyncConflicts conflicts,
            KnownRecords known,
            OurRecords ours,
            CrmCursors cursors,
            Adoption adoption,
            RecordChanges changes,
            AuditTrail audit,
            SyncConfig config) {
        this.connections = connections;
        this.sessions = sessions;
        this.ledger = ledger;
        this.conflicts = conflicts;
        this.known = known;
        this.ours = ours;
        this.cursors = cursors;
        this.adoption = adoption;
        this.changes = changes;
        this.audit = audit;
        this.config = config;
    }

    @Transactional
    List<SyncStateView> states() {
        return ledger.states();
    }

    @Transactional
    Page<SyncRecordView> records(UUID connectionId, SyncState state, RecordKind kind, PageRequest page) {
        connection(connectionId);
        return Page.of(
                ledger.page(connectionId, state, kind, Position.endOfPageBefore(page), page.limit() + 1),
                page.limit(),
                last -> new Position(last.changedAt(), last.recordId()).key());
    }

    @Transactional
    SyncRecordDetailsView record(UUID connectionId, RecordKind kind, UUID recordId) {
        Connection connection = connection(connectionId);
        SyncRecordView record = ledger.record(connectionId, kind, recordId);
        List<LedgerView> versions = ledger.versions(connectionId, kind, recordId);
        QueuedRecord queued = known.of(connectionId, kind, recordId);
        Map<SyncField, String> own = ours.read(kind, List.of(recordId)).values().stream()
                .findFirst()
                .map(OurRecord::values)
                .orElse(Map.of());
        Map<String, Object[]> chosen = adoption.chosen(kind, recordId);
        return new SyncRecordDetailsView(
                record,
                connection.fields(kind).stream()
                        .map(mapping -> why(
                                mapping,
                                queued,
                                own,
                                versions,
                                chosen.get(mapping.field().label())))
                        .toList(),
                versions,
                conflicts.of(connectionId, kind, recordId).stream()
                        .map(SyncConflictView::from)
                        .toList());
    }

    private static WhyView why(
            FieldMapping mapping,
            QueuedRecord queued,
            Map<SyncField, String> own,
            List<LedgerView> versions,
            Object[] chosen) {
        SyncField field = mapping.field();
        String ours = own.get(field);
        String theirs = queued.theirs().get(field);
        LedgerView sent = versions.stream()
                .filter(version ->
                        version.state() == SyncState.SENT && version.fields().containsKey(field.label()))
                .findFirst()
                .orElse(null);
        Optional<LedgerView> taken = versions.stream()
                .filter(version -> version.state() == SyncState.TAKEN
                        && ours != null
                        && ours.equals(version.fields().get(field.label())))
                .findFirst();
        String why;
        if (mapping.policy() == FieldPolicy.NEVER) {
            why = "Neither side is written: the policy is NEVER.";
        } else if (chosen != null) {
            why = "Taken from " + chosen[2] + " on " + chosen[1] + ", where a person had set it.";
        } else if (sent != null && Objects.equals(theirs, ours)) {
            why = "Ours, sent in version " + sent.version() + " on " + sent.at() + ".";
        } else if (Objects.equals(theirs, ours) && taken.isPresent()) {
            why = taken.get().words() + " on " + taken.get().at() + ", with this value.";
        } else if (Objects.equals(theirs, ours)) {
            why = "Both sides have the same.";
        } else {
            why = "Not the same yet: under " + mapping.policy() + " "
                    + (queued.state() == SyncState.PENDING ? "ours waits to be sent." : "nothing is to be written.");
        }
        return new WhyView(
                field.label(),
                mapping.property(),
                mapping.policy(),
                ours,
                theirs,
                queued.base().get(field),
                why,
                sent == null ? null : sent.at(),
                sent == null ? null : sent.version());
    }

    @Transactional
    SyncRecordView retry(UUID connectionId, RecordKind kind, UUID recordId, Caller admin) {
        connection(connectionId);
        SyncRecordView before = ledger.record(connectionId, kind, recordId);
        ledger.retry(connectionId, kind, recordId);
        audit.record(
                Instant.now(),
                admin.email(),
                "SYNC_RETRIED",
                recordId,
                Map.of("state", before.state(), "connection", connectionId),
                null);
        return ledger.record(connectionId, kind, recordId);
    }

    @Transactional
    int retryFailed(UUID connectionId, Caller admin) {
        connection(connectionId);
        int retried = ledger.retryFailed(connectionId);
        audit.record(
                Instant.now(), admin.email(), "SYNC_FAILED_RETRIED", connectionId, null, Map.of("records", retried));
        return retried;
    }

    /** Both sides are gone through from the beginning. */
    @Transactional
    void reconcile(UUID connectionId, Caller admin) {
        connection(connectionId);
        changes.compareAll(connectionId);
        known.forgetTheirs(connectionId);
        audit.record(Instant.now(), admin.email(), "SYNC_RECONCILED", connectionId, null, null);
    }

    @Transactional
    Page<SyncConflictView> conflicts(boolean openOnly, PageRequest page) {
        return Page.of(
                        conflicts.newest(openOnly, Position.endOfPageBefore(page), page.limit() + 1),
                        page.limit(),
                        last -> new Position(last.at(), last.conflictId()).key())
                .map(SyncConflictView::from);
    }

    @Transactional
    SyncConflictView resolve(UUID conflictId, Side keep, Caller admin) {
        SyncConflict conflict = conflicts
                .findByIdOptional(conflictId, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> Problem.notFound("There is no conflict " + conflictId + "."));
        SyncField field = SyncField.of(conflict.kind(), conflict.field()).orElseThrow();
        if (keep == Side.CRM && !field.policies().contains(FieldPolicy.CRM)) {
            throw RequestFaults.problem("keep", "must be OURS: only Tandem knows " + field.label());
        }
        if (keep == Side.CRM
                && field == SyncField.DEAL_STAGE
                && SaleStage.of(conflict.theirs()).isEmpty()) {
            throw Problem.conflict("The stage " + conflict.theirs() + " stands for none of ours: say for which, in"
                    + " /api/v1/connections/" + conflict.connectionId() + "/stages.");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        conflict.resolved(keep, admin.email(), now);
        UUID account = ledger.record(conflict.connectionId(), conflict.kind(), conflict.recordId())
                .accountId();
        adoption.prefer(conflict, field, keep, preferred(conflict, field, keep), account, admin.email());
        audit.record(
                now, admin.email(), "SYNC_CONFLICT_RESOLVED", conflictId, null, Map.of("keep", keep, "field", field));
        return SyncConflictView.from(conflict);
    }

    /** A side that has gone on since the conflict has said its last word there, not in the conflict. */
    private String preferred(SyncConflict conflict, SyncField field, Side keep) {
        Map<SyncField, String> present = keep == Side.CRM
                ? known.of(conflict.connectionId(), conflict.kind(), conflict.recordId())
                        .theirs()
                : Optional.ofNullable(ours.read(conflict.kind(), List.of(conflict.recordId()))
                                .get(conflict.recordId()))
                        .map(OurRecord::values)
                        .orElse(Map.of());
        String value = field == SyncField.DEAL_AMOUNT ? Deals.money(present) : present.get(field);
        return value == null || isSaid(field, value, conflict.ours()) || isSaid(field, value, conflict.theirs())
                ? keep == Side.CRM ? conflict.theirs() : conflict.ours()
                : value;
    }

    /** Conflicts over amounts that are older than this have no currency. */
    private static boolean isSaid(SyncField field, String value, String inConflict) {
        return value.equals(inConflict) || (field == SyncField.DEAL_AMOUNT && value.startsWith(inConflict + " "));
    }

    /** What a CRM says of itself is only a reason to look there. */
    @Transactional
    void notified(UUID connectionId, Notification notification) {
        Connection connection = connections
                .findByIdOptional(connectionId)
                .orElseThrow(() -> Problem.unauthorized("The message is not signed as it must be."));
        List<Notice> notices = sessions.connector(connection)
                .notices(sessions.open(connection), notification)
                .orElseThrow(() -> Problem.unauthorized("The message is not signed as it must be."));
        notices.stream()
                .collect(Collectors.groupingBy(Notice::kind, Collectors.mapping(Notice::remoteId, Collectors.toList())))
                .forEach((kind, remoteIds) -> cursors.notice(connectionId, kind, remoteIds));
    }

    @Scheduled(every = "1h", delayed = "9m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void forget() {
        ledger.forget(config.ledgerKept());
    }

    private Connection connection(UUID connectionId) {
        return connections
                .findByIdOptional(connectionId)
                .orElseThrow(() -> Problem.notFound("There is no connection " + connectionId + "."));
    }
}
