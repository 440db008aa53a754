package io.tandem.routing.handoff;

import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffTaskCompleted;
import io.tandem.contracts.HandoffWorked;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.rep.CapacityFreed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Handoffs that stand as tasks in a CRM, where reps work: a task that is done there was the first touch. */
@ApplicationScoped
class CrmTasks {
    private static final Logger LOG = Logger.getLogger(CrmTasks.class);

    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffHistory history;

    @Inject
    HandoffMetrics metrics;

    @Inject
    Pools pools;

    @Inject
    Outbox outbox;

    @Inject
    Event<CapacityFreed> capacityFreed;

    @Inject
    AuditTrail audit;

    @Inject
    Clock clock;

    /**
     * Takes it as accepted and worked, when it was done. What the handoff's state does not allow, or what was done before
     * its present owner had it, changes nothing.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void done(@Observes HandoffTaskCompleted task) {
        pools.open().lock();
        Handoff handoff = handoffs.lock(task.handoffId()).orElse(null);
        if (handoff == null || !handoff.awaitsFirstTouch() || task.completedAt().isBefore(handoff.slaSince())) {
            LOG.infof(
                    "The task of handoff %s was done in %s, which changes nothing: it is %s",
                    task.handoffId(), task.completedIn(), handoff == null ? "not known" : handoff.status());
            return;
        }
        Instant now = clock.instant();
        Instant at = task.completedAt().isAfter(now) ? now : task.completedAt();
        String who = task.completedBy() == null ? task.completedIn() : task.completedBy();
        HandoffStatus before = handoff.status();
        String why = "done in " + task.completedIn();
        if (before != HandoffStatus.ACCEPTED) {
            handoff.accept(who, at);
            history.record(handoff, HandoffHistory.What.ACCEPTED, who, why, at);
            outbox.append(Topics.ROUTES, new HandoffAccepted(handoff.accountId(), handoff.id(), handoff.owner(), at));
            capacityFreed.fire(new CapacityFreed());
        } else if (at.isBefore(handoff.acceptedAt())) {
            // It was accepted by REST before this was heard.
            at = handoff.acceptedAt();
        }
        handoff.work(at);
        metrics.worked(handoff);
        handoffs.update(handoff);
        history.record(handoff, HandoffHistory.What.WORKED, who, why, at);
        audit.changed("handoff worked: " + why, "handoff/" + handoff.id(), before, handoff.status(), who);
        outbox.append(
                Topics.ROUTES, new HandoffWorked(handoff.accountId(), handoff.id(), handoff.owner(), "OTHER", at));
    }
}
