package io.tandem.crm.relationship;

import io.tandem.contracts.Event;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.HandoffConverted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffExpired;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.HandoffRecycled;
import io.tandem.contracts.HandoffWorked;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RouteDecided;
import io.tandem.crm.changes.RecordChanges.Changed;
import io.tandem.crm.domain.EntryKind;
import io.tandem.crm.domain.Sentence;
import io.tandem.crm.timeline.TimelineEntry;
import io.tandem.kit.delivery.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a batch of routing's events changes, one event after the other. Others are told only of what changed by it: a
 * decision that merely repeats the owner we told routing of changes nothing, so the two services cannot go round in
 * circles.
 */
final class RouteChanges {
    private final Map<UUID, Relationship> relationships;
    private final Map<UUID, Handoff> handoffs;
    private final List<Relationship> newRelationships = new ArrayList<>();
    private final List<Handoff> newHandoffs = new ArrayList<>();
    private final List<TimelineEntry> entries = new ArrayList<>();
    private final List<Event> news = new ArrayList<>();
    private final Set<UUID> otherOwners = new HashSet<>();

    /**
     * @param relationships of the accounts that the events are about, as far as there are any
     * @param handoffs those of the events that are known already
     */
    RouteChanges(Map<UUID, Relationship> relationships, Map<UUID, Handoff> handoffs) {
        this.relationships = relationships;
        this.handoffs = handoffs;
    }

    void take(Received<? extends Event> received) {
        if (received.event() instanceof RouteDecided decided) {
            decided(received.eventId(), decided);
        } else if (received.event() instanceof HandoffOpened opened) {
            opened(received.eventId(), opened);
        } else if (received.event() instanceof HandoffAssigned assigned) {
            assigned(received.eventId(), assigned);
        } else if (received.event() instanceof HandoffAccepted accepted) {
            accepted(received.eventId(), accepted);
        } else if (received.event() instanceof HandoffDeclined declined) {
            declined(received.eventId(), declined);
        } else if (received.event() instanceof HandoffExpired expired) {
            told(received.eventId(), expired, expired.expiredAt(), Sentence.of(expired));
        } else if (received.event() instanceof HandoffWorked worked) {
            told(received.eventId(), worked, worked.workedAt(), Sentence.of(worked));
        } else if (received.event() instanceof HandoffConverted converted) {
            told(received.eventId(), converted, converted.convertedAt(), Sentence.of(converted));
        } else if (received.event() instanceof HandoffRecycled recycled) {
            recycled(received.eventId(), recycled);
        }
    }

    List<Relationship> newRelationships() {
        return newRelationships;
    }

    List<Handoff> newHandoffs() {
        return newHandoffs;
    }

    List<TimelineEntry> entries() {
        return entries;
    }

    /** Handoffs that may have changed and were opened, with their accounts. */
    List<Changed> openedHandoffs() {
        return handoffs.values().stream()
                .filter(handoff -> handoff.openedAt() != null)
                .map(handoff -> new Changed(handoff.handoffId(), handoff.accountId()))
                .toList();
    }

    /** Accounts that have another owner than before. */
    List<Changed> ownedByOthers() {
        return otherOwners.stream()
                .map(account -> new Changed(account, account))
                .toList();
    }

    /** What others are told. */
    List<Event> news() {
        return news;
    }

    private void decided(UUID eventId, RouteDecided decided) {
        Instant at = decided.decidedAt();
        change(decided.accountId(), relationship -> {
            relationship.servedBy(decided.motion(), at);
            relationship.ownedByDecision(decided.owner(), at);
            if (decided.motion().hasHuman() || decided.handoffId() != null) {
                relationship.servedByPeople(at);
            }
        });
        tell(eventId, decided, EntryKind.DECISION, at, Sentence.of(decided));
    }

    private void opened(UUID eventId, HandoffOpened opened) {
        Instant at = opened.openedAt();
        handoff(opened.handoffId(), opened.accountId()).opened(opened);
        change(opened.accountId(), relationship -> {
            relationship.servedBy(opened.motion(), at);
            relationship.ownedByDecision(opened.owner(), at);
            relationship.servedByPeople(at);
        });
        tell(eventId, opened, EntryKind.HANDOFF, at, Sentence.of(opened));
    }

    private void assigned(UUID eventId, HandoffAssigned assigned) {
        Instant at = assigned.assignedAt();
        handoff(assigned.handoffId(), assigned.accountId()).assigned(assigned.owner(), at);
        change(assigned.accountId(), relationship -> {
            relationship.ownedByDecision(assigned.owner(), at);
            relationship.servedByPeople(at);
        });
        tell(eventId, assigned, EntryKind.HANDOFF, at, Sentence.of(assigned));
    }

    private void accepted(UUID eventId, HandoffAccepted accepted) {
        Instant at = accepted.acceptedAt();
        handoff(accepted.handoffId(), accepted.accountId()).accepted(accepted.owner(), at);
        change(accepted.accountId(), relationship -> {
            relationship.ownedByDecision(accepted.owner(), at);
            relationship.servedByPeople(at);
        });
        news.add(accepted);
        tell(eventId, accepted, EntryKind.HANDOFF, at, Sentence.of(accepted));
    }

    /** Scoring has to know what came of a handoff, and hears of relationships only. */
    private void declined(UUID eventId, HandoffDeclined declined) {
        Instant at = declined.declinedAt();
        handoff(declined.handoffId(), declined.accountId()).declined(at);
        change(declined.accountId(), relationship -> relationship.servedByPeople(at));
        news.add(declined);
        tell(eventId, declined, EntryKind.HANDOFF, at, Sentence.of(declined));
    }

    private void recycled(UUID eventId, HandoffRecycled recycled) {
        change(recycled.accountId(), relationship -> relationship.servedBy(recycled.motion(), recycled.recycledAt()));
        told(eventId, recycled, recycled.recycledAt(), Sentence.of(recycled));
    }

    /** Something that happened to a handoff and changes nothing of who has it. */
    private void told(UUID eventId, Event.OfAccount event, Instant at, String text) {
        change(event.accountId(), relationship -> relationship.servedByPeople(at));
        tell(eventId, event, EntryKind.HANDOFF, at, text);
    }

    private Handoff handoff(UUID id, UUID accountId) {
        return handoffs.computeIfAbsent(id, missing -> {
            Handoff handoff = new Handoff(missing, accountId);
            newHandoffs.add(handoff);
            return handoff;
        });
    }

    private void change(UUID accountId, Consumer<Relationship> transition) {
        Relationship relationship = relationships.computeIfAbsent(accountId, missing -> {
            Relationship made = new Relationship(missing);
            newRelationships.add(made);
            return made;
        });
        boolean existed = relationship.exists();
        Owner ownerBefore = relationship.owner();
        transition.accept(relationship);
        boolean otherOwner = !Objects.equals(ownerBefore, relationship.owner());
        if (otherOwner) {
            otherOwners.add(accountId);
        }
        if (relationship.exists() && (!existed || otherOwner)) {
            news.add(relationship.tell());
        }
    }

    private void tell(UUID eventId, Event.OfAccount event, EntryKind kind, Instant at, String text) {
        entries.add(TimelineEntry.ofEvent(eventId, event.accountId(), kind, at, text));
    }
}
