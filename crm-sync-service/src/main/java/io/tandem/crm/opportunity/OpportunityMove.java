package io.tandem.crm.opportunity;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.domain.StageStay;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One move of an opportunity into a stage. Never changed. */
@Entity
@Immutable
@Table(name = "opportunity_move")
class OpportunityMove {
    @Id
    private UUID id;

    private UUID opportunityId;
    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private OpportunityStage stage;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private Instant at;
    private String author;
    private String exception;

    protected OpportunityMove() {}

    /** The move that the opportunity has just made. */
    OpportunityMove(Opportunity moved, String author, String exception) {
        this.id = UUID.randomUUID();
        this.opportunityId = moved.id();
        this.accountId = moved.accountId();
        this.stage = moved.stage();
        this.outcome = moved.outcome();
        this.at = moved.updatedAt();
        this.author = author;
        this.exception = exception;
    }

    StageStay.Move move() {
        return new StageStay.Move(stage, outcome, at, author, exception);
    }
}
