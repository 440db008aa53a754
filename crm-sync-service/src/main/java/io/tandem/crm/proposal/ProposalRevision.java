package io.tandem.crm.proposal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A proposal as it was offered once. Never changed. */
@Entity
@Immutable
@Table(name = "proposal_revision")
class ProposalRevision {
    @Id
    private UUID id;

    private UUID proposalId;
    private UUID accountId;
    private int revision;

    @JdbcTypeCode(SqlTypes.JSON)
    private ProposalContent content;

    private Instant createdAt;
    private String author;

    protected ProposalRevision() {}

    ProposalRevision(Proposal proposal, String author) {
        this.id = UUID.randomUUID();
        this.proposalId = proposal.id();
        this.accountId = proposal.accountId();
        this.revision = proposal.revision();
        this.content = proposal.content();
        this.createdAt = proposal.updatedAt();
        this.author = author;
    }

    int revision() {
        return revision;
    }

    ProposalContent content() {
        return content;
    }

    Instant createdAt() {
        return createdAt;
    }

    String author() {
        return author;
    }
}
