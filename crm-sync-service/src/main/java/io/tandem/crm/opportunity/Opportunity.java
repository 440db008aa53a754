package io.tandem.crm.opportunity;

import io.tandem.contracts.Money;
import io.tandem.contracts.OpportunityAdvanced;
import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.domain.ForecastCategory;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.money.StoredMoney;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A sale that people are at work on, or were. */
@Entity
@Table(name = "opportunity")
class Opportunity {
    @Id
    private UUID id;

    private UUID accountId;
    private String name;

    @Enumerated(EnumType.STRING)
    private OpportunityStage stage;

    private String stageWords;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    @Embedded
    private StoredMoney amount;

    private LocalDate closeDate;

    @Enumerated(EnumType.STRING)
    private ForecastCategory forecastCategory;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> confirmed;

    private String closeReason;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant stageSince;
    private Instant closedAt;

    @Version
    private long version;

    protected Opportunity() {}

    Opportunity(UUID id, UUID accountId, Instant now) {
        this.id = id;
        this.accountId = accountId;
        this.createdAt = now;
        this.outcome = Outcome.OPEN;
        this.forecastCategory = ForecastCategory.PIPELINE;
        this.confirmed = List.of();
    }

    /** Tells whether the amount is another. */
    boolean describe(String newName, Money newAmount, LocalDate newCloseDate, Instant now) {
        boolean otherAmount = !Objects.equals(amount(), newAmount);
        name = newName;
        amount = StoredMoney.of(newAmount);
        closeDate = newCloseDate;
        updatedAt = now;
        return otherAmount;
    }

    void forecast(ForecastCategory category, Collection<String> confirmedCriteria, Instant now) {
        forecastCategory = category;
        confirmed = confirmedCriteria.stream().distinct().sorted().toList();
        updatedAt = now;
    }

    /** @param words what the stage is called where it was entered, or null for our own words */
    void move(OpportunityStage to, Outcome became, String why, String words, Instant now) {
        if (became == Outcome.OPEN) {
            closedAt = null;
        } else if (outcome != became) {
            closedAt = now;
        }
        if (stage != to || outcome != became) {
            stageSince = now;
        }
        stage = to;
        stageWords = words;
        outcome = became;
        closeReason = why;
        updatedAt = now;
    }

    /** What others are told. */
    OpportunityAdvanced advanced() {
        return new OpportunityAdvanced(accountId, id, stageWords(), outcome, amount(), closedAt, updatedAt);
    }

    boolean isOpen() {
        return outcome == Outcome.OPEN;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    String name() {
        return name;
    }

    OpportunityStage stage() {
        return stage;
    }

    String stageWords() {
        return stageWords == null ? stage.words(outcome) : stageWords;
    }

    Outcome outcome() {
        return outcome;
    }

    Money amount() {
        return StoredMoney.money(amount);
    }

    LocalDate closeDate() {
        return closeDate;
    }

    ForecastCategory forecastCategory() {
        return forecastCategory;
    }

    List<String> confirmed() {
        return confirmed;
    }

    String closeReason() {
        return closeReason;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Instant stageSince() {
        return stageSince;
    }

    Instant closedAt() {
        return closedAt;
    }

    long version() {
        return version;
    }
}
