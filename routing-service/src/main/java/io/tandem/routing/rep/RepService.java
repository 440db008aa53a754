package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

@ApplicationScoped
class RepService {
    @Inject
    RepRepository reps;

    @Inject
    AuditTrail audit;

    @Inject
    Event<CapacityFreed> capacityFreed;

    @Transactional
    RepView add(RepRequest request) {
        requireHumanMotions(request.motions());
        RepDetails details = request.details();
        if (reps.isTaken(details.email())) {
            throw taken(details.email());
        }
        SalesRep rep = SalesRep.hired(UUID.randomUUID(), details, Instant.now());
        try {
            reps.add(rep);
        } catch (ConstraintViolationException sameEmailAtTheSameTime) {
            throw taken(details.email());
        }
        audit.changed("rep added", "rep/" + rep.id(), null, details);
        capacityFreed.fire(new CapacityFreed());
        return view(rep);
    }

    @Transactional
    RepView change(UUID id, RepPatch patch) {
        if (patch.motions() != null) {
            requireHumanMotions(patch.motions());
        }
        SalesRep rep = reps.lock(id).orElseThrow(() -> unknown(id));
        RepDetails before = rep.details();
        RepDetails after = patch.appliedTo(before);
        if (!after.equals(before)) {
            rep.change(after);
            reps.update(rep);
            audit.changed("rep changed", "rep/" + id, before, after);
            capacityFreed.fire(new CapacityFreed());
        }
        return view(rep);
    }

    RepView view(SalesRep rep) {
        return RepView.from(rep, reps.waiting().getOrDefault(rep.id(), 0));
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
