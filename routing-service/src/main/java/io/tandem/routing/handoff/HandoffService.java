package io.tandem.routing.handoff;

import io.tandem.contracts.Event.OfAccount;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffConverted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffRecycled;
import io.tandem.contracts.HandoffWorked;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.account.Accounts;
import io.tandem.routing.assignment.Assignments;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.domain.Brief;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.rep.CapacityFreed;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** What the owner of a handoff, or an admin in the owner's place, does with it. */
@ApplicationScoped
class HandoffService {
    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffHistory history;

    @Inject
    HandoffConfig config;

    @Inject
    HandoffMetrics metrics;

    @Inject
    Pools pools;

    @Inject
    Accounts accounts;

    @Inject
    Outbox outbox;

    @Inject
    Event<CapacityFreed> capacityFreed;

    @Inject
    AuditTrail audit;

    @Inject
    Caller caller;

    @Inject
    StoredJson json;

    @Inject
    Clock clock;

    @Transactional
    HandoffView accept(UUID id) {
        pools.open().lock();
        Handoff handoff = lockOwned(id);
        HandoffStatus before = handoff.status();
        Instant now = clock.instant();
        handoff.accept(caller.who(), now);
        save(handoff, before, HandoffHistory.What.ACCEPTED, null, now);
        tell(new HandoffAccepted(handoff.accountId(), id, handoff.owner(), now));
        capacityFreed.fire(new CapacityFreed());
        return view(handoff);
    }

    /** The next rep in turn gets it, or it waits until somebody else can; when nobody is left, the account rests. */
    @Transactional
    HandoffView decline(UUID id, String reason) {
        Assignments assignments = pools.open();
        assignments.lock();
        Handoff handoff = lockOwned(id);
        HandoffStatus before = handoff.status();
        Owner decliner = handoff.owner();
        Instant now = clock.instant();
        Instant restsUntil = null;
        if (decliner != null && isLast(decliner, handoff, assignments)) {
            restsUntil = now.plus(config.coolDown());
            handoff.declineForGood(reason, restsUntil, now);
            accounts.resting(handoff.accountId(), false, now);
        } else {
            handoff.decline();
        }
        handoffs.declined(id, decliner.id(), reason, now);
        save(handoff, before, HandoffHistory.What.DECLINED, reason, now);
        tell(new HandoffDeclined(handoff.accountId(), id, decliner, reason, now, restsUntil));
        capacityFreed.fire(new CapacityFreed());
        return view(handoffs.find(id).orElseThrow());
    }

    @Transactional
    HandoffView work(UUID id, WorkRequest request) {
        Handoff handoff = lockOwned(id);
        HandoffStatus before = handoff.status();
        Instant now = clock.instant();
        handoff.work(now);
        metrics.worked(handoff);
        save(handoff, before, HandoffHistory.What.WORKED, said(request.how(), request.note()), now);
        tell(new HandoffWorked(
                handoff.accountId(), id, handoff.owner(), request.how().name(), now));
        return view(handoff);
    }

    @Transactional
    HandoffView convert(UUID id, ConversionRequest request) {
        Handoff handoff = lockOwned(id);
        HandoffStatus before = handoff.status();
        Instant now = clock.instant();
        handoff.convert(request.outcome().name(), now);
        save(handoff, before, HandoffHistory.What.CONVERTED, said(request.outcome(), request.note()), now);
        tell(new HandoffConverted(
                handoff.accountId(), id, handoff.owner(), request.outcome().name(), now));
        return view(handoff);
    }

    /** The account serves itself again; its owner stays, and is asked first when it is handed over again. */
    @Transactional
    HandoffView recycle(UUID id, RecycleRequest request) {
        Handoff handoff = lockOwned(id);
        HandoffStatus before = handoff.status();
        Instant now = clock.instant();
        if (!request.until().isAfter(now) || request.until().isAfter(now.plus(config.longestRest()))) {
            throw RequestFaults.problem(
                    "until",
                    "must be later than now, and at most "
                            + config.longestRest().toDays() + " days away");
        }
        handoff.recycle(request.reason(), request.until(), now);
        accounts.resting(handoff.accountId(), true, now);
        save(handoff, before, HandoffHistory.What.RECYCLED, request.reason(), now);
        tell(new HandoffRecycled(
                handoff.accountId(), id, handoff.owner(), request.reason(), request.until(), Motion.SELF_SERVE, now));
        return view(handoff);
    }

    HandoffView view(Handoff handoff) {
        return HandoffView.from(handoff, json);
    }

    Handoff find(UUID id) {
        return handoffs.find(id).orElseThrow(() -> unknown(id));
    }

    BriefView brief(UUID id) {
        Handoff handoff = find(id);
        return new BriefView(
                id, handoff.subject().brief(), json.read(handoff.subject().briefFacts(), Brief.class));
    }

    static Problem unknown(UUID id) {
        return Problem.notFound("There is no handoff " + id + ".");
    }

    /** Whoever asked for a human is not dropped: that handoff waits for somebody new. */
    private boolean isLast(Owner decliner, Handoff handoff, Assignments assignments) {
        Set<UUID> refusers = handoffs.refusersOf(handoff.id());
        List<Rep> reps = assignments.pool(handoff.pool()).reps().stream()
                .filter(Rep::active)
                .toList();
        return !handoff.subject().handRaiser()
                && !reps.isEmpty()
                && reps.stream().allMatch(rep -> rep.id().equals(decliner.id()) || refusers.contains(rep.id()));
    }

    /** Callers that change what waits for a rep lock the pools before, as whoever assigns: see {@code rep_load}. */
    private Handoff lockOwned(UUID id) {
        Handoff handoff = handoffs.lock(id).orElseThrow(() -> unknown(id));
        caller.requireOwnerOrAdmin(handoff);
        return handoff;
    }

    private void save(Handoff handoff, HandoffStatus before, HandoffHistory.What what, String why, Instant now) {
        handoffs.update(handoff);
        history.record(handoff, what, caller.who(), why, now);
        String words = "handoff " + what.name().toLowerCase(Locale.ROOT);
        audit.changed(why == null ? words : words + ": " + why, "handoff/" + handoff.id(), before, handoff.status());
    }

    private void tell(OfAccount event) {
        outbox.append(Topics.ROUTES, event);
    }

    private static String said(Enum<?> what, String note) {
        return note == null || note.isBlank() ? what.name() : what.name() + ": " + note;
    }
}
