package io.tandem.routing.handoff;

import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.kit.web.Problem;
import io.tandem.routing.storage.StoredJson;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An account on its way to a named human. */
@Entity(name = "handoff")
class Handoff {
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
    private HandoffStatus status;

    @Column(name = "owner_id")
    private UUID ownerId;

    @Column(name = "owner_name")
    private String ownerName;

    @Column(name = "owner_email")
    private String ownerEmail;

    @Embedded
    private HandoffSubject subject;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Embedded
    private SlaRound sla;

    @Column(name = "escalated_to")
    private String escalatedTo;

    @Column(name = "assigned_at")
    private Instant assignedAt;

    @Column(name = "accepted_at")
    private Instant acceptedAt;

    @Column(name = "accepted_by")
    private String acceptedBy;

    @Column(name = "worked_at")
    private Instant workedAt;

    @Column(name = "closed_at")
    private Instant closedAt;

    private String outcome;

    @Column(name = "close_reason")
    private String closeReason;

    @Column(name = "rests_until")
    private Instant restsUntil;

    protected Handoff() {}

    static Handoff opened(Handoffs.Opening opening, StoredJson json) {
        HandoffOpened opened = opening.event();
        Handoff handoff = new Handoff();
        handoff.id = opened.handoffId();
        handoff.accountId = opened.accountId();
        handoff.decisionId = opened.decisionId();
        handoff.motion = opened.motion();
        handoff.pool = opening.pool();
        handoff.status = HandoffStatus.QUEUED;
        handoff.subject = new HandoffSubject(opening, json);
        handoff.openedAt = opened.openedAt();
        handoff.sla = new SlaRound(opening.slaMinutes(), opened.dueAt());
        if (opened.owner() != null) {
            handoff.assignTo(opened.owner(), opened.openedAt(), opened.dueAt());
        }
        return handoff;
    }

    /** The time for the first touch begins anew. */
    void assignTo(Owner owner, Instant now, Instant due) {
        require("assigned", HandoffStatus.QUEUED, HandoffStatus.EXPIRED);
        sla.begin(due);
        status = HandoffStatus.OPEN;
        ownerId = owner.id();
        ownerName = owner.name();
        ownerEmail = owner.email();
        assignedAt = now;
    }

    /** Whether no timer of this round will go off any more: there was a first touch, or the time is used up. */
    boolean isRoundOver() {
        return workedAt != null || sla.isUsedUp();
    }

    void accept(String who, Instant now) {
        if (status == HandoffStatus.ACCEPTED) {
            throw Problem.conflict("The handoff was accepted already, by " + acceptedBy + ".");
        }
        require("accepted", HandoffStatus.OPEN, HandoffStatus.EXPIRED);
        status = HandoffStatus.ACCEPTED;
        acceptedAt = now;
        acceptedBy = who;
        escalatedTo = null;
    }

    /** Back to the queue, for somebody else. */
    void decline() {
        require("declined", HandoffStatus.OPEN, HandoffStatus.EXPIRED);
        toQueue();
    }

    private void toQueue() {
        status = HandoffStatus.QUEUED;
        ownerId = null;
        ownerName = null;
        ownerEmail = null;
        assignedAt = null;
    }

    /** Whoever has it has it no more; the next owner begins anew. */
    void release() {
        require(
                "given to somebody else",
                HandoffStatus.OPEN,
                HandoffStatus.EXPIRED,
                HandoffStatus.ACCEPTED,
                HandoffStatus.WORKED);
        toQueue();
        acceptedAt = null;
        acceptedBy = null;
        workedAt = null;
    }

    /** Nobody is left who could take it. */
    void declineForGood(String reason, Instant until, Instant now) {
        require("declined", HandoffStatus.OPEN, HandoffStatus.EXPIRED);
        close(HandoffStatus.DECLINED, reason, now);
        restsUntil = until;
    }

    /** The time is up. */
    void expire() {
        require("let expire", HandoffStatus.OPEN);
        status = HandoffStatus.EXPIRED;
    }

    /** Whoever looks after the pool knows that nobody took it in time. */
    void escalate(String manager) {
        escalatedTo = manager;
    }

    /** Whether a first touch is still to come, in this round, and nobody knows of this mark. */
    boolean awaits(int round, int percent) {
        return closedAt == null && workedAt == null && sla.awaits(round, percent);
    }

    void work(Instant now) {
        require("worked", HandoffStatus.ACCEPTED);
        status = HandoffStatus.WORKED;
        workedAt = now;
    }

    /** Whether somebody has it who has not been in touch yet. */
    boolean awaitsFirstTouch() {
        return status == HandoffStatus.OPEN || status == HandoffStatus.EXPIRED || status == HandoffStatus.ACCEPTED;
    }

    void convert(String what, Instant now) {
        require("converted", HandoffStatus.WORKED);
        close(HandoffStatus.CONVERTED, null, now);
        outcome = what;
    }

    void recycle(String reason, Instant until, Instant now) {
        require("recycled", HandoffStatus.ACCEPTED, HandoffStatus.WORKED);
        close(HandoffStatus.RECYCLED, reason, now);
        restsUntil = until;
    }

    private void close(HandoffStatus end, String reason, Instant now) {
        status = end;
        closeReason = reason;
        closedAt = now;
    }

    private void require(String verb, HandoffStatus... allowed) {
        if (Set.of(allowed).contains(status)) {
            return;
        }
        throw Problem.conflict(
                status == HandoffStatus.QUEUED
                        ? "The handoff waits for a free rep; it cannot be " + verb + " before it has one."
                        : "The handoff is " + status + "; only one that is "
                                + Stream.of(allowed).map(Enum::name).collect(Collectors.joining(" or "))
                                + " can be " + verb + ".");
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

    HandoffStatus status() {
        return status;
    }

    UUID ownerId() {
        return ownerId;
    }

    String ownerName() {
        return ownerName;
    }

    String ownerEmail() {
        return ownerEmail;
    }

    HandoffSubject subject() {
        return subject;
    }

    Instant openedAt() {
        return openedAt;
    }

    SlaRound sla() {
        return sla;
    }

    /** When the time for the first touch began. */
    Instant slaSince() {
        return assignedAt == null ? openedAt : assignedAt;
    }

    /** The email of who looks after the pool, from when nobody took it in time until somebody does; else null. */
    String escalatedTo() {
        return escalatedTo;
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

    Instant workedAt() {
        return workedAt;
    }

    Instant closedAt() {
        return closedAt;
    }

    String outcome() {
        return outcome;
    }

    String closeReason() {
        return closeReason;
    }

    Instant restsUntil() {
        return restsUntil;
    }
}
