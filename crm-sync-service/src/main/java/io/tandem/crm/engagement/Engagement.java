package io.tandem.crm.engagement;

import io.tandem.crm.domain.EngagementStatus;
import io.tandem.crm.domain.Milestone;
import io.tandem.crm.domain.TeamMember;
import io.tandem.crm.money.StoredMoney;
import io.tandem.kit.web.Problem;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A project with the client: what was agreed, and how it goes. */
@Entity
@Table(name = "engagement")
class Engagement {
    @Id
    private UUID id;

    private UUID accountId;
    private UUID proposalId;
    private String name;
    private String scope;

    @Enumerated(EnumType.STRING)
    private EngagementStatus status;

    @Embedded
    @AttributeOverride(name = "amount", column = @Column(name = "budget"))
    @AttributeOverride(name = "currency", column = @Column(name = "budget_currency"))
    private StoredMoney budget;

    @Embedded
    @AttributeOverride(name = "amount", column = @Column(name = "actuals"))
    @AttributeOverride(name = "currency", column = @Column(name = "actuals_currency"))
    private StoredMoney actuals;

    private LocalDate startsOn;
    private LocalDate endsOn;
    private LocalDate renewsOn;
    private LocalDate expandsOn;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<TeamMember> team;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Milestone> milestones;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private long version;

    protected Engagement() {}

    Engagement(UUID id, UUID accountId, UUID proposalId, Instant now) {
        this.id = id;
        this.accountId = accountId;
        this.proposalId = proposalId;
        this.status = EngagementStatus.PLANNED;
        this.createdAt = now;
    }

    void plan(EngagementPlan plan, Instant now) {
        name = plan.name();
        scope = plan.scope();
        budget = StoredMoney.of(plan.budget());
        actuals = StoredMoney.of(plan.actuals());
        startsOn = plan.startsOn();
        endsOn = plan.endsOn();
        renewsOn = plan.renewsOn();
        expandsOn = plan.expandsOn();
        team = List.copyOf(plan.team());
        milestones = List.copyOf(plan.milestones());
        updatedAt = now;
    }

    /** As it was kept elsewhere. */
    void taken(UUID keptProposalId, EngagementStatus keptStatus, EngagementPlan plan, Instant now) {
        proposalId = keptProposalId;
        status = keptStatus;
        plan(plan, now);
    }

    void become(EngagementStatus next, Instant now) {
        if (!status.mayBecome(next)) {
            throw Problem.conflict("An engagement that is " + status + " cannot become " + next + ".");
        }
        status = next;
        updatedAt = now;
    }

    EngagementPlan plan() {
        return new EngagementPlan(
                name,
                scope,
                StoredMoney.money(budget),
                StoredMoney.money(actuals),
                startsOn,
                endsOn,
                renewsOn,
                expandsOn,
                team,
                milestones);
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    UUID proposalId() {
        return proposalId;
    }

    EngagementStatus status() {
        return status;
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
