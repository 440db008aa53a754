package io.tandem.signup.privacy;

import io.tandem.contracts.PersonErased;
import io.tandem.contracts.PersonErasureRequested;
import io.tandem.contracts.PersonExportRequested;
import io.tandem.contracts.PersonExported;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks every service to show or to forget a person, and collects what they answer. */
@ApplicationScoped
class PrivacyRequestService {
    private final PrivacyRequestRepository requests;
    private final DataSubjects subjects;
    private final OwnData own;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final String thisService;

    PrivacyRequestService(
            PrivacyRequestRepository requests,
            DataSubjects subjects,
            OwnData own,
            AuditTrail audit,
            Outbox outbox,
            @ConfigProperty(name = "quarkus.application.name") String thisService) {
        this.requests = requests;
        this.subjects = subjects;
        this.own = own;
        this.audit = audit;
        this.outbox = outbox;
        this.thisService = thisService;
    }

    /** This service's own part is done at once, in the same transaction. */
    @Transactional
    public UUID request(PrivacyRequestRequest request) {
        DataSubject subject = subjects.named(request.email(), request.personId());
        UUID id = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        requests.insert(id, request.kind(), subject.personId(), request.reason(), audit.actor(), now);
        audit.append("requested", "privacy-request", id, null, Map.of("kind", request.kind()));
        if (request.kind() == PrivacyKind.EXPORT) {
            // Its part does not travel: the less of a person is in Kafka, the better.
            Map<String, List<?>> data = own.export(subject);
            requests.answer(id, PrivacyKind.EXPORT, thisService, now, counted(data), data);
            outbox.append(
                    Topics.PRIVACY,
                    new PersonExportRequested(subject.personId(), id, subject.accountId(), subject.email(), now));
        } else {
            Map<String, Long> erased = own.erase(subject, now);
            requests.answer(id, PrivacyKind.ERASE, thisService, now, erased, null);
            outbox.append(
                    Topics.PRIVACY,
                    new PersonErasureRequested(subject.personId(), id, subject.accountId(), subject.email(), now));
            outbox.append(Topics.PRIVACY, new PersonErased(subject.personId(), id, thisService, erased, now));
        }
        return id;
    }

    /** Runs in the consumer's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void erased(PersonErased answer) {
        requests.answer(
                answer.requestId(), PrivacyKind.ERASE, answer.service(), answer.erasedAt(), answer.erased(), null);
    }

    /** Runs in the consumer's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void exported(PersonExported answer) {
        requests.answer(
                answer.requestId(),
                PrivacyKind.EXPORT,
                answer.service(),
                answer.exportedAt(),
                counted(answer.data()),
                answer.data());
    }

    @Transactional
    public PrivacyRequestView one(UUID id) {
        return requests.find(id).orElseThrow(() -> Problem.notFound("There is no such request."));
    }

    @Transactional
    public List<PrivacyRequestView> page(Optional<PrivacyCursor> after, int rows) {
        return requests.page(after, rows);
    }

    @Transactional
    public PrivacyExportView export(UUID id) {
        PrivacyRequestView request = one(id);
        if (request.kind() != PrivacyKind.EXPORT) {
            throw Problem.notFound("An erasure has nothing to download.");
        }
        if (request.completedAt() == null) {
            throw Problem.conflict("Not every service has answered yet.");
        }
        var parts = requests.exported(id);
        if (parts.isEmpty()) {
            throw Problem.of(410, "The export is no longer kept.");
        }
        audit.append("downloaded", "privacy-request", id, null, null);
        return new PrivacyExportView(id, request.personId(), request.requestedAt(), parts);
    }

    private static Map<String, Long> counted(Map<String, ?> data) {
        Map<String, Long> counts = new TreeMap<>();
        data.forEach((kind, records) ->
                counts.put(kind, records instanceof Collection<?> several ? (long) several.size() : 1L));
        return counts;
    }
}
