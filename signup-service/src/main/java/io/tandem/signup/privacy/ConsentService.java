package io.tandem.signup.privacy;

import io.tandem.signup.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records and shows what people agreed to. */
@ApplicationScoped
class ConsentService {
    private final DataSubjects subjects;
    private final ConsentRepository consents;
    private final AuditTrail audit;

    ConsentService(DataSubjects subjects, ConsentRepository consents, AuditTrail audit) {
        this.subjects = subjects;
        this.consents = consents;
        this.audit = audit;
    }

    /** The audit cannot be erased, so it says nothing of who the person is or how they said it. */
    @Transactional
    public ConsentView record(ConsentStatementRequest said) {
        UUID person = subjects.named(said.email(), said.personId()).personId();
        UUID id = consents.insert(person, said, Instant.now().truncatedTo(ChronoUnit.MICROS), audit.actor());
        ConsentView recorded = consents.history(person, Optional.empty(), 1).get(0);
        audit.append(
                said.granted() ? "granted" : "withdrawn",
                "consent",
                id,
                null,
                Map.of("purpose", said.purpose(), "version", said.version(), "granted", said.granted()));
        return recorded;
    }

    @Transactional
    public List<ConsentView> history(String email, UUID personId, Optional<Long> before, int rows) {
        return consents.history(subjects.idOf(email, personId), before, rows);
    }
}
