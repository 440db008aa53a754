package io.tandem.crm.relationship;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.crm.domain.Stage;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.annotations.OptimisticLock;

/**
 * How an account is served. There is a row for every account that was ever routed; it is a relationship once people
 * serve the account. Times are those of the events, so that the order of arrival does not show.
 */
@Entity
@Table(name = "relationship")
class Relationship {
    @Id
    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private Motion motion;

    private Instant motionAt;

    @Embedded
    private HeldBy owner;

    private Instant ownerAt;
    private boolean ownerSetByHuman;

    @Enumerated(EnumType.STRING)
    private Stage stage = Stage.PROSPECT;

    private boolean openOpportunity;

    @OptimisticLock(excluded = true)
    private Integer health;

    @OptimisticLock(excluded = true)
    private Instant healthAt;

    @OptimisticLock(excluded = true)
    private Instant toldAt;

    private Instant since;
    private Instant updatedAt;

    @Version
    private long version;

    protected Relationship() {}

    Relationship(UUID accountId) {
        this.accountId = accountId;
    }

    /** Whether people serve the account. */
    boolean exists() {
        return since != null;
    }

    /** The newest decision says how the account is served. */
    void servedBy(Motion decided, Instant at) {
        if (motionAt == null || !at.isBefore(motionAt)) {
            motion = decided;
            motionAt = at;
            seen(at);
        }
    }

    /** People serve the account from this time on; they stay responsible whatever is decided later. */
    void servedByPeople(Instant at) {
        if (since == null || at.isBefore(since)) {
            since = at;
        }
        seen(at);
    }

    /** A machine names the owner: the newest naming holds, but never against a human's choice. */
    void ownedByDecision(Owner named, Instant at) {
        if (named == null || ownerSetByHuman || (ownerAt != null && at.isBefore(ownerAt))) {
            return;
        }
        owner = HeldBy.of(named);
        ownerAt = at;
        seen(at);
    }

    /** A human chooses the owner, for good. */
    void ownedByChoice(Owner chosen, Instant at) {
        owner = HeldBy.of(chosen);
        ownerAt = at;
        ownerSetByHuman = true;
        seen(at);
    }

    /**
     * Tells whether anything changed.
     *
     * @param became what the account is by its sales, or null where they say nothing of it
     */
    boolean sale(boolean open, Stage became, Instant at) {
        boolean existed = exists();
        Stage stageBefore = stage;
        boolean openBefore = openOpportunity;
        openOpportunity = open;
        if (became != null) {
            stage = became;
        }
        servedByPeople(at);
        return !existed || stage != stageBefore || open != openBefore;
    }

    /** Tells whether it stood otherwise before. What people see as the version of the record does not change by it. */
    boolean stands(int total, Instant at) {
        boolean changed = health == null || health != total;
        health = total;
        healthAt = at;
        return changed;
    }

    /** What others are told now. Each time is later than the one before, so that they may keep the latest. */
    RelationshipChanged tell() {
        Instant newest = healthAt != null && healthAt.isAfter(updatedAt) ? healthAt : updatedAt;
        toldAt = toldAt == null || newest.isAfter(toldAt) ? newest : toldAt.plus(1, ChronoUnit.MICROS);
        return new RelationshipChanged(
                accountId, owner(), ownerSetByHuman, stage.name(), toldAt, openOpportunity, health);
    }

    private void seen(Instant at) {
        if (updatedAt == null || at.isAfter(updatedAt)) {
            updatedAt = at;
        }
    }

    UUID accountId() {
        return accountId;
    }

    Motion motion() {
        return motion;
    }

    Owner owner() {
        return HeldBy.toOwner(owner);
    }

    boolean ownerSetByHuman() {
        return ownerSetByHuman;
    }

    Stage stage() {
        return stage;
    }

    Integer health() {
        return health;
    }

    Instant since() {
        return since;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long version() {
        return version;
    }
}
