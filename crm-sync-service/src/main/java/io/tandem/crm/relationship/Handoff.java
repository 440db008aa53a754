package io.tandem.crm.relationship;

import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A handoff as routing tells of it. Its events may come in any order: what is not told yet is null. */
@Entity
@Table(name = "handoff")
class Handoff {
    @Id
    private UUID handoffId;

    private UUID accountId;
    private UUID decisionId;

    @Enumerated(EnumType.STRING)
    private Motion motion;

    @Embedded
    private HeldBy owner;

    private Instant ownerAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> reasons;

    private String brief;
    private Instant openedAt;
    private Instant dueAt;
    private Instant acceptedAt;

    protected Handoff() {}

    Handoff(UUID handoffId, UUID accountId) {
        this.handoffId = handoffId;
        this.accountId = accountId;
    }

    void opened(HandoffOpened event) {
        decisionId = event.decisionId();
        motion = event.motion();
        reasons = event.reasons();
        brief = event.brief();
        openedAt = event.openedAt();
        dueAt = event.dueAt();
        assigned(event.owner(), event.openedAt());
    }

    void assigned(Owner to, Instant at) {
        if (to != null && (ownerAt == null || !at.isBefore(ownerAt))) {
            owner = HeldBy.of(to);
            ownerAt = at;
        }
    }

    void declined(Instant at) {
        if (ownerAt == null || !at.isBefore(ownerAt)) {
            owner = null;
            ownerAt = at;
        }
    }

    void accepted(Owner by, Instant at) {
        assigned(by, at);
        acceptedAt = at;
    }

    UUID handoffId() {
        return handoffId;
    }

    UUID accountId() {
        return accountId;
    }

    UUID decisionId() {
        return decisionId;
    }

    Motion motion() {
        return motion;
    }

    Owner owner() {
        return HeldBy.toOwner(owner);
    }

    List<String> reasons() {
        return reasons == null ? List.of() : reasons;
    }

    String brief() {
        return brief;
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant dueAt() {
        return dueAt;
    }

    Instant acceptedAt() {
        return acceptedAt;
    }
}
