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
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.changes.RecordChanges.Changed;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.erasure.ErasedPeople;
import io.tandem.crm.erasure.ErasedPeople.Erased;
import io.tandem.crm.timeline.Timeline;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.delivery.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes in what routing decides, in bulk: a handful of statements for a whole batch. */
@ApplicationScoped
class RouteIntake {
    static final Set<Class<? extends Event>> TYPES = Set.of(
            RouteDecided.class,
            HandoffOpened.class,
            HandoffAssigned.class,
            HandoffExpired.class,
            HandoffAccepted.class,
            HandoffDeclined.class,
            HandoffWorked.class,
            HandoffConverted.class,
            HandoffRecycled.class);

    private final RelationshipRepository relationships;
    private final HandoffRepository handoffs;
    private final Timeline timeline;
    private final Outbox outbox;
    private final RecordChanges queue;
    private final ErasedPeople erased;

    RouteIntake(
            RelationshipRepository relationships,
            HandoffRepository handoffs,
            Timeline timeline,
            Outbox outbox,
            RecordChanges queue,
            ErasedPeople erased) {
        this.relationships = relationships;
        this.handoffs = handoffs;
        this.timeline = timeline;
        this.outbox = outbox;
        this.queue = queue;
        this.erased = erased;
    }

    @Transactional(TxType.MANDATORY)
    void take(List<Received<? extends Event>> batch) {
        Set<UUID> accounts = batch.stream()
                .map(received -> ((Event.OfAccount) received.event()).accountId())
                .collect(Collectors.toSet());
        Set<UUID> handoffIds =
                batch.stream().flatMap(received -> handoffId(received.event())).collect(Collectors.toSet());
        erased.await();
        Erased people = erased.namedIn(batch.stream()
                .flatMap(received -> RouteWords.of(received.event()))
                .toList());
        // The accounts' rows are locked first, so nobody else makes the same handoffs meanwhile. Those of new accounts
        // are made as they are to be: making them first and changing them then would be twice the work.
        RouteChanges changes = new RouteChanges(relationships.locked(accounts), handoffs.known(handoffIds));
        batch.forEach(received -> changes.take(RouteWords.without(people, received)));
        relationships.add(changes.newRelationships());
        handoffs.persist(changes.newHandoffs());
        timeline.append(changes.entries());
        changes.news().forEach(news -> outbox.append(Topics.RELATIONSHIPS, news));
        queue.accountsChanged(accounts);
        queue.changed(RecordKind.COMPANY, changes.ownedByOthers());
        queue.sales(changes.ownedByOthers().stream().map(Changed::accountId).toList());
        queue.changed(RecordKind.TASK, changes.openedHandoffs());
    }

    private static Stream<UUID> handoffId(Event event) {
        if (event instanceof HandoffOpened opened) {
            return Stream.of(opened.handoffId());
        }
        if (event instanceof HandoffAssigned assigned) {
            return Stream.of(assigned.handoffId());
        }
        if (event instanceof HandoffDeclined declined) {
            return Stream.of(declined.handoffId());
        }
        return event instanceof HandoffAccepted accepted ? Stream.of(accepted.handoffId()) : Stream.empty();
    }
}
