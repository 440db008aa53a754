package io.tandem.crm.suggestion;

import io.tandem.crm.domain.NextStep;
import io.tandem.crm.domain.SuggestionStatus;
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

/** A next step that waits for the owner's yes. */
@Entity
@Table(name = "suggestion")
class Suggestion {
    @Id
    private UUID id;

    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private NextStep.Kind kind;

    private String occasion;
    private String text;
    private UUID personId;
    private LocalDate dueOn;

    @Enumerated(EnumType.STRING)
    private SuggestionStatus status;

    private Instant createdAt;
    private Instant decidedAt;
    private String decidedBy;
    private String reason;

    @Version
    private long version;

    protected Suggestion() {}

    Suggestion(UUID accountId, NextStep step, Instant now) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.kind = step.kind();
        this.occasion = step.key();
        this.createdAt = now;
        suggest(step);
    }

    /** Again, or in other words: what was withdrawn has a reason again. */
    void suggest(NextStep step) {
        text = step.text();
        personId = step.personId();
        dueOn = step.dueOn();
        status = SuggestionStatus.OPEN;
    }

    void withdraw() {
        status = SuggestionStatus.WITHDRAWN;
    }

    void decide(SuggestionStatus decision, String why, String by, Instant now) {
        if (status != SuggestionStatus.OPEN) {
            throw Problem.conflict("The suggestion is " + status + ", no longer open.");
        }
        status = decision;
        reason = why;
        decidedBy = by;
        decidedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    NextStep.Kind kind() {
        return kind;
    }

    String occasion() {
        return occasion;
    }

    String text() {
        return text;
    }

    UUID personId() {
        return personId;
    }

    LocalDate dueOn() {
        return dueOn;
    }

    SuggestionStatus status() {
        return status;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant decidedAt() {
        return decidedAt;
    }

    String decidedBy() {
        return decidedBy;
    }

    String reason() {
        return reason;
    }
}
