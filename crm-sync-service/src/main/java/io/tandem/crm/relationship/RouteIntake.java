package io.tandem.crm.relationship;

import io.tandem.contracts.Event;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.domain.Sentence;
import io.tandem.crm.timeline.Timeline;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.delivery.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Takes in what routing decides. Others are told only of what changed by it: a decision that merely repeats the owner
 * we told routing of changes nothing, so the two services cannot go round in circles.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class RouteIntake {
    private final RelationshipRepository relationships;
    private final HandoffRepository handoffs;
    private final Timeline timeline;
    private final Outbox outbox;

    RouteIntake(RelationshipRepository relationships, HandoffRepository handoffs, Timeline timeline, Outbox outbox) {
        this.relationships = relationships;
        this.handoffs = handoffs;
        this.timeline = timeline;
        this.outbox = outbox;
    }

    void decided(Received<RouteDecided> received) {
        RouteDecided decided = received.event();
        Instant at = decided.decidedAt();
        change(decided.accountId(), relationship -> {
            relationship.servedBy(decided.motion(), at);
            relationship.ownedByDecision(decided.owner(), at);
            if (decided.motion().hasHuman() || decided.handoffId() != null) {
                relationship.servedByPeople(at);
            }
        });
        tell(received, EntryKind.DECISION, at, Sentence.of(decided));
    }

    void opened(Received<HandoffOpened> received) {
        HandoffOpened opened = received.event();
        Instant at = opened.openedAt();
        change(opened.accountId(), relationship -> {
            handoffs.known(opened.handoffId(), opened.accountId()).opened(opened);
            relationship.servedBy(opened.motion(), at);
            relationship.ownedByDecision(opened.owner(), at);
            relationship.servedByPeople(at);
        });
        tell(received, EntryKind.HANDOFF, at, Sentence.of(opened));
    }

    void assigned(Received<HandoffAssigned> received) {
        HandoffAssigned assigned = received.event();
        Instant at = assigned.assignedAt();
        change(assigned.accountId(), relationship -> {
            handoffs.known(assigned.handoffId(), assigned.accountId()).assigned(assigned.owner(), at);
            relationship.ownedByDecision(assigned.owner(), at);
            relationship.servedByPeople(at);
        });
        tell(received, EntryKind.HANDOFF, at, Sentence.of(assigned));
    }

    void accepted(Received<HandoffAccepted> received) {
        HandoffAccepted accepted = received.event();
        Instant at = accepted.acceptedAt();
        change(accepted.accountId(), relationship -> {
            handoffs.known(accepted.handoffId(), accepted.accountId()).accepted(accepted.owner(), at);
            relationship.ownedByDecision(accepted.owner(), at);
            relationship.servedByPeople(at);
        });
        outbox.append(Topics.RELATIONSHIPS, accepted);
        tell(received, EntryKind.HANDOFF, at, Sentence.of(accepted));
    }

    /** Scoring has to know what came of a handoff, and hears of relationships only. */
    void declined(Received<HandoffDeclined> received) {
        HandoffDeclined declined = received.event();
        Instant at = declined.declinedAt();
        change(declined.accountId(), relationship -> {
            handoffs.known(declined.handoffId(), declined.accountId()).declined(at);
            relationship.servedByPeople(at);
        });
        outbox.append(Topics.RELATIONSHIPS, declined);
        tell(received, EntryKind.HANDOFF, at, Sentence.of(declined));
    }

    private void change(UUID accountId, Consumer<Relationship> transition) {
        Relationship relationship = relationships.locked(accountId);
        boolean existed = relationship.exists();
        Owner ownerBefore = relationship.owner();
        transition.accept(relationship);
        boolean news = !existed || !Objects.equals(ownerBefore, relationship.owner());
        if (relationship.exists() && news) {
            outbox.append(Topics.RELATIONSHIPS, relationship.changed());
        }
    }

    private void tell(Received<? extends Event.OfAccount> received, EntryKind kind, Instant at, String text) {
        timeline.append(
                TimelineEntry.ofEvent(received.eventId(), received.event().accountId(), kind, at, text));
    }
}
