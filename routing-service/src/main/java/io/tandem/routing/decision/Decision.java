package io.tandem.routing.decision;

import io.tandem.contracts.Motion;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** One application of a policy to an account, with everything needed to make it again. */
@Entity(name = "decision")
class Decision {
    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "signup_id")
    private UUID signupId;

    @Enumerated(EnumType.STRING)
    private Motion motion;

    private String rule;

    @Column(name = "policy_version")
    private String policyVersion;

    @Column(name = "ledger_position")
    private Long ledgerPosition;

    @Column(name = "handoff_id")
    private UUID handoffId;

    private byte[] content;

    private byte[] facts;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @Column(name = "redacted_at")
    private Instant redactedAt;

    protected Decision() {}

    Decision(
            UUID id,
            UUID accountId,
            UUID signupId,
            Motion motion,
            String rule,
            String policyVersion,
            Long ledgerPosition,
            UUID handoffId,
            byte[] content,
            byte[] facts,
            Instant decidedAt) {
        this.id = id;
        this.accountId = accountId;
        this.signupId = signupId;
        this.motion = motion;
        this.rule = rule;
        this.policyVersion = policyVersion;
        this.ledgerPosition = ledgerPosition;
        this.handoffId = handoffId;
        this.content = content;
        this.facts = facts;
        this.decidedAt = decidedAt;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    UUID signupId() {
        return signupId;
    }

    Motion motion() {
        return motion;
    }

    String rule() {
        return rule;
    }

    Long ledgerPosition() {
        return ledgerPosition;
    }

    String policyVersion() {
        return policyVersion;
    }

    UUID handoffId() {
        return handoffId;
    }

    /** See {@link io.tandem.routing.storage.StoredDecisions}. */
    byte[] content() {
        return content;
    }

    /** What a simulation needs of it, or null: {@link io.tandem.routing.domain.RecordedDecision}. */
    byte[] facts() {
        return facts;
    }

    Instant decidedAt() {
        return decidedAt;
    }

    /** Since when it lacks what it knew of a person, or null. */
    Instant redactedAt() {
        return redactedAt;
    }
}
