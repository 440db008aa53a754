package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.login.LoginRepository;
import io.tandem.routing.login.LoginView;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.exception.ConstraintViolationException;

@ApplicationScoped
class RepService {
    @Inject
    RepRepository reps;

    @Inject
    LoginRepository logins;

    @Inject
    PoolsLock pools;

    @Inject
    AuditTrail audit;

    @Inject
    StoredJson json;

    @Inject
    Clock clock;

    @Inject
    Event<CapacityFreed> capacityFreed;

    @Inject
    Event<RepSwitchedOff> switchedOff;

    @Transactional
    RepView add(RepRequest request) {
        requireHumanMotions(request.motions());
        if (request.workingHours() != null) {
            request.workingHours().requireUsable("workingHours");
        }
        RepDetails details = request.details();
        pools.take();
        if (reps.isTaken(details.email())) {
            throw taken(details.email());
        }
        SalesRep rep = SalesRep.hired(UUID.randomUUID(), details, clock.instant(), json);
        try {
            reps.add(rep);
        } catch (ConstraintViolationException sameEmailAtTheSameTime) {
            throw taken(details.email());
        }
        reps.serve(rep.id(), details.motions());
        audit.changed("rep added", "rep/" + rep.id(), null, details);
        capacityFreed.fire(new CapacityFreed());
        return view(rep);
    }

    @Transactional
    RepView change(UUID id, RepPatch patch) {
        if (patch.motions() != null) {
            requireHumanMotions(patch.motions());
        }
        return change(id, patch::appliedTo);
    }

    /** @param hours null for the hours of the rep's pools, if they have any */
    @Transactional
    RepView changeHours(UUID id, WorkingHours hours) {
        return change(id, before -> before.working(hours));
    }

    private RepView change(UUID id, UnaryOperator<RepDetails> change) {
        pools.take();
        SalesRep rep = reps.lock(id).orElseThrow(() -> unknown(id));
        RepDetails before = rep.details(motions(id), json);
        RepDetails after = change.apply(before);
        if (!after.equals(before)) {
            rep.change(after, json);
            reps.update(rep);
            reps.serve(id, after.motions());
            audit.changed("rep changed", "rep/" + id, before, after);
            if (before.active() && !after.active()) {
                switchedOff.fire(new RepSwitchedOff(id));
            }
            capacityFreed.fire(new CapacityFreed());
        }
        return view(rep);
    }

    RepView view(SalesRep rep) {
        return views(List.of(rep)).get(0);
    }

    List<RepView> views(List<SalesRep> some) {
        Map<UUID, Integer> waiting = reps.waiting();
        List<UUID> ids = some.stream().map(SalesRep::id).toList();
        Map<UUID, Map<String, Integer>> memberships = reps.memberships(ids);
        Map<UUID, LoginView> known = logins.views(ids);
        return some.stream()
                .map(rep -> RepView.from(
                        rep,
                        memberships.getOrDefault(rep.id(), Map.of()),
                        waiting.getOrDefault(rep.id(), 0),
                        known.get(rep.id()),
                        json))
                .toList();
    }

    private Set<Motion> motions(UUID id) {
        return RepRepository.motions(
                reps.memberships(List.of(id)).getOrDefault(id, Map.of()).keySet());
    }

    static Problem unknown(UUID id) {
        return Problem.notFound("There is no rep " + id + ".");
    }

    private static Problem taken(String email) {
        return Problem.conflict("There is a rep with the email " + email + " already.");
    }

    private static void requireHumanMotions(Set<Motion> motions) {
        if (!motions.stream().allMatch(Motion::hasHuman)) {
            throw RequestFaults.problem("motions", "must be SALES_ASSIST, SALES_LED or PARTNER: others have no human");
        }
    }
}
