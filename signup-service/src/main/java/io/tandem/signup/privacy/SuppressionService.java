package io.tandem.signup.privacy;

import io.tandem.contracts.ContactSuppressed;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Changes whom nobody may contact. Each change is told to the other services; the audit names nobody. */
@ApplicationScoped
class SuppressionService {
    private final SuppressionRepository suppressions;
    private final AuditTrail audit;
    private final Outbox outbox;

    SuppressionService(SuppressionRepository suppressions, AuditTrail audit, Outbox outbox) {
        this.suppressions = suppressions;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** What was to be done, and what came of it: {@code isNew} is false if nothing had to be changed. */
    record Outcome(SuppressionView suppression, boolean isNew) {}

    @Transactional
    public Outcome suppress(SuppressionRequest request) {
        String email = DataSubjects.normalised(request.email());
        UUID personId = PersonId.ofEmail(email);
        Instant now = now();
        Optional<SuppressionView> added = suppressions.insert(personId, email, request.reason(), audit.actor(), now);
        added.ifPresent(suppression -> {
            audit.append("suppressed", "suppression", suppression.id(), null, null);
            outbox.append(Topics.PRIVACY, new ContactSuppressed(personId, email, true, request.reason(), now));
        });
        return added.map(suppression -> new Outcome(suppression, true))
                .orElseGet(
                        () -> new Outcome(suppressions.find(personId).orElseThrow(SuppressionService::unknown), false));
    }

    @Transactional
    public void release(String typed) {
        String email = DataSubjects.normalised(typed);
        UUID personId = PersonId.ofEmail(email);
        SuppressionView gone = suppressions.delete(personId).orElseThrow(SuppressionService::unknown);
        audit.append("released", "suppression", gone.id(), null, null);
        outbox.append(Topics.PRIVACY, new ContactSuppressed(personId, email, false, null, now()));
    }

    @Transactional
    public List<SuppressionView> page(Optional<String> email, Optional<Long> before, int rows) {
        return email.map(typed -> suppressions.find(PersonId.ofEmail(DataSubjects.normalised(typed))).stream()
                        .toList())
                .orElseGet(() -> suppressions.page(before, rows));
    }

    private static Problem unknown() {
        return Problem.notFound("Nobody of this email is suppressed.");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
