package io.tandem.crm.interaction;

import io.tandem.crm.domain.Direction;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** What is known of an interaction beyond its entry on the timeline, whose id it has. */
@Entity
@Table(name = "interaction")
class Interaction {
    @Id
    private UUID id;

    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private Direction direction;

    private String outcome;
    private String nextStep;
    private LocalDate nextStepDue;
    private Instant nextStepDoneAt;

    @ElementCollection
    @CollectionTable(name = "interaction_participant", joinColumns = @JoinColumn(name = "interaction_id"))
    @Column(name = "person_id")
    private Set<UUID> participants = new HashSet<>();

    @Version
    private long version;

    protected Interaction() {}

    Interaction(UUID id, UUID accountId, Direction direction) {
        this.id = id;
        this.accountId = accountId;
        this.direction = direction;
    }

    void complete(Collection<UUID> people, String newOutcome, String newStep, LocalDate due) {
        participants.clear();
        participants.addAll(people);
        outcome = newOutcome;
        nextStep = newStep;
        nextStepDue = due;
    }

    void nextStepDone(boolean done, Instant now) {
        if (!done) {
            nextStepDoneAt = null;
        } else if (nextStepDoneAt == null) {
            nextStepDoneAt = now;
        }
    }

    long version() {
        return version;
    }
}
