package io.tandem.routing.handoff;

import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.kit.web.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An account on its way to a named human. */
@Entity(name = "handoff")
class Handoff {
    enum Status {
        /** Nobody is free: it waits for a rep. */
        QUEUED,
        /** It has an owner and waits for the first touch. */
        OPEN,
        ACCEPTED
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "decision_id")
    private UUID decisionId;

    @Enumerated(EnumType.STRING)
    private Motion motion;

    private String pool;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "owner_id")
    private UUID ownerId;

    @Column(name = "owner_name")
    private String ownerName;

    @Column(name = "owner_email")
    private String ownerEmail;

    @JdbcTypeCode(SqlTypes.JSON)
    private String reasons;

    private String brief;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "assigned_at")
    private Instant assignedAt;

    @Column(name = "accepted_at")
    private Instant acceptedAt;

    @Column(name = "accepted_by")
    private String acceptedBy;

    protected Handoff() {}

    static Handoff opened(HandoffOpened opened, String pool, String reasonsJson) {
        Handoff handoff = new Handoff();
        handoff.id = opened.handoffId();
        handoff.accountId = opened.accountId();
        handoff.decisionId = opened.decisionId();
        handoff.motion = opened.motion();
        handoff.pool = pool;
        handoff.status = Status.QUEUED;
        handoff.reasons = reasonsJson;
        handoff.brief = opened.brief();
        handoff.openedAt = opened.openedAt();
        handoff.dueAt = opened.dueAt();
        if (opened.owner() != null) {
            handoff.assignTo(opened.owner(), opened.openedAt());
        }
        return handoff;
    }

    void assignTo(Owner owner, Instant now) {
        if (status != Status.QUEUED) {
            throw new IllegalStateException("handoff " + id + " is " + status + ", not QUEUED");
        }
        status = Status.OPEN;
        ownerId = owner.id();
        ownerName = owner.name();
        ownerEmail = owner.email();
        assignedAt = now;
    }

    void accept(String who, Instant now) {
        requireOpen("accepted");
        status = Status.ACCEPTED;
        acceptedAt = now;
        acceptedBy = who;
    }

    /** Back to the queue, for somebody else. */
    void decline() {
        requireOpen("declined");
        status = Status.QUEUED;
        ownerId = null;
        ownerName = null;
        ownerEmail = null;
        assignedAt = null;
    }

    private void requireOpen(String verb) {
        if (status == Status.ACCEPTED) {
            throw Problem.conflict("The handoff was accepted already, by " + acceptedBy + ".");
        }
        if (status == Status.QUEUED) {
            throw Problem.conflict("The handoff waits for a free rep; it cannot be " + verb + " before it has one.");
        }
    }

    boolean isOwnedBy(String email) {
        return ownerEmail != null && ownerEmail.equalsIgnoreCase(email);
    }

    Owner owner() {
        return ownerId == null ? null : new Owner(ownerId, ownerName, ownerEmail);
    }

    UUID id() {
        return id;
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

    String pool() {
        return pool;
    }

    Status status() {
        return status;
    }

    String reasons() {
        return reasons;
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

    Instant assignedAt() {
        return assignedAt;
    }

    Instant acceptedAt() {
        return acceptedAt;
    }

    String acceptedBy() {
        return acceptedBy;
    }
}
