package io.tandem.crm.proposal;

import io.tandem.crm.domain.ProposalStatus;
import io.tandem.kit.web.Problem;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An offer to a client, in revisions. */
@Entity
@Table(name = "proposal")
class Proposal {
    @Id
    private UUID id;

    private UUID accountId;
    private UUID opportunityId;

    @Enumerated(EnumType.STRING)
    private ProposalStatus status;

    private int revision;

    @JdbcTypeCode(SqlTypes.JSON)
    private ProposalContent content;

    private LocalDate validUntil;
    private Instant sentAt;
    private Instant decidedAt;
    private String reason;
    private UUID engagementId;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private long version;

    protected Proposal() {}

    Proposal(UUID id, UUID accountId, UUID opportunityId, Instant now) {
        this.id = id;
        this.accountId = accountId;
        this.opportunityId = opportunityId;
        this.createdAt = now;
    }

    /** A further revision is a draft, whatever became of the one before; what was accepted is not offered anew. */
    void revise(ProposalContent offered, Instant now) {
        if (status == ProposalStatus.ACCEPTED) {
            throw Problem.conflict("An accepted proposal is not revised: make another.");
        }
        revision++;
        content = offered;
        validUntil = offered.validUntil();
        status = ProposalStatus.DRAFT;
        sentAt = null;
        decidedAt = null;
        reason = null;
        updatedAt = now;
    }

    void sent(LocalDate today, Instant now) {
        if (status != ProposalStatus.DRAFT) {
            throw Problem.conflict("The proposal is " + status.on(today, validUntil) + ", no draft.");
        }
        if (validUntil.isBefore(today)) {
            throw Problem.conflict("The proposal was valid until " + validUntil + ": make another revision.");
        }
        status = ProposalStatus.SENT;
        sentAt = now;
        updatedAt = now;
    }

    /** Only what was sent and still holds can be decided on. */
    void decided(ProposalStatus decision, String why, LocalDate today, Instant now) {
        ProposalStatus shown = status.on(today, validUntil);
        if (shown != ProposalStatus.SENT) {
            throw Problem.conflict(
                    "The proposal is " + shown + ": only one that was sent and is valid can be decided on.");
        }
        status = decision;
        decidedAt = now;
        reason = why;
        updatedAt = now;
    }

    /** As it was kept elsewhere: what it belongs to, its status and times, for the revision that it has. */
    void taken(KeptProposal kept, Instant now) {
        opportunityId = kept.opportunityId();
        engagementId = kept.engagementId();
        status = kept.status();
        sentAt = kept.sentAt();
        decidedAt = kept.decidedAt();
        reason = kept.reason();
        updatedAt = now;
    }

    void opened(UUID engagement) {
        engagementId = engagement;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    UUID opportunityId() {
        return opportunityId;
    }

    ProposalStatus status() {
        return status;
    }

    int revision() {
        return revision;
    }

    ProposalContent content() {
        return content;
    }

    LocalDate validUntil() {
        return validUntil;
    }

    Instant sentAt() {
        return sentAt;
    }

    Instant decidedAt() {
        return decidedAt;
    }

    String reason() {
        return reason;
    }

    UUID engagementId() {
        return engagementId;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long version() {
        return version;
    }
}
