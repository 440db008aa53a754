package io.tandem.crm.satisfaction;

import io.tandem.crm.domain.SurveyKind;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A question to one person, which they answer once by a link. */
@Entity
@Table(name = "survey")
class Survey {
    @Id
    private UUID id;

    private UUID accountId;
    private UUID personId;

    @Enumerated(EnumType.STRING)
    private SurveyKind kind;

    private UUID engagementId;
    private UUID milestoneId;
    private Instant createdAt;
    private Instant expiresAt;
    private Instant answeredAt;
    private Integer score;
    private String comment;

    @Version
    private long version;

    protected Survey() {}

    Survey(SurveyRequest asked, Instant now) {
        this.id = UUID.randomUUID();
        this.accountId = asked.accountId();
        this.personId = asked.personId();
        this.kind = asked.kind();
        this.engagementId = asked.engagementId();
        this.milestoneId = asked.milestoneId();
        this.createdAt = now;
        this.expiresAt = now.plus(Duration.ofDays(asked.goodForDays() == null ? 30 : asked.goodForDays()));
    }

    /** Once, and in time. */
    void answer(int given, String words, Instant now) {
        if (answeredAt != null) {
            throw Problem.conflict("This survey was answered already. Thank you.");
        }
        if (!now.isBefore(expiresAt)) {
            throw Problem.of(410, "This survey is over.");
        }
        if (!kind.hasScore(given)) {
            throw RequestFaults.problem("score", "must be from " + kind.least() + " to " + kind.most());
        }
        score = given;
        comment = words;
        answeredAt = now;
    }

    boolean isOpen(Instant now) {
        return answeredAt == null && now.isBefore(expiresAt);
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    UUID personId() {
        return personId;
    }

    SurveyKind kind() {
        return kind;
    }

    UUID engagementId() {
        return engagementId;
    }

    UUID milestoneId() {
        return milestoneId;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Instant answeredAt() {
        return answeredAt;
    }

    Integer score() {
        return score;
    }

    String comment() {
        return comment;
    }
}
