package io.tandem.routing.handoff;

import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.rep.CapacityFreed;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Opens handoffs, and lets their owners take or decline them. */
@ApplicationScoped
public class Handoffs {
    @Inject
    HandoffRepository handoffs;

    @Inject
    Pools pools;

    @Inject
    Outbox outbox;

    @Inject
    Event<CapacityFreed> capacityFreed;

    @Inject
    AuditTrail audit;

    @Inject
    SecurityIdentity caller;

    @Inject
    JsonWebToken token;

    @Inject
    StoredJson json;

    /** A handoff that begins; without an owner it waits in the queue of the pool. */
    public record Opening(HandoffOpened event, String pool) {}

    /** The callers tell the others of them, behind the decisions that they come from. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void open(List<Opening> openings) {
        handoffs.add(openings.stream()
                .map(opening -> Handoff.opened(
                        opening.event(),
                        opening.pool(),
                        json.write(opening.event().reasons())))
                .toList());
    }

    @Transactional
    HandoffView accept(UUID id) {
        Handoff handoff = lockOwned(id);
        HandoffView before = view(handoff);
        Instant now = Instant.now();
        handoff.accept(who(), now);
        handoffs.update(handoff);
        audit.changed("handoff accepted", "handoff/" + id, before.status(), handoff.status());
        outbox.append(Topics.ROUTES, new HandoffAccepted(handoff.accountId(), id, handoff.owner(), now));
        capacityFreed.fire(new CapacityFreed());
        return view(handoff);
    }

    /** The next rep in turn gets it, or it waits until somebody else can. */
    @Transactional
    HandoffView decline(UUID id, String reason) {
        Handoff handoff = lockOwned(id);
        HandoffView before = view(handoff);
        handoff.decline();
        handoffs.update(handoff);
        Instant now = Instant.now();
        handoffs.declined(id, before.owner().id(), reason, now);
        audit.changed("handoff declined: " + reason, "handoff/" + id, before.owner(), null);
        outbox.append(Topics.ROUTES, new HandoffDeclined(handoff.accountId(), id, before.owner(), reason, now));
        capacityFreed.fire(new CapacityFreed());
        return view(handoffs.find(id).orElseThrow());
    }

    HandoffView view(Handoff handoff) {
        return HandoffView.from(handoff, json);
    }

    /** The pools first, as whoever assigns: the change moves what waits for a rep, see {@code rep_load}. */
    private Handoff lockOwned(UUID id) {
        pools.open().lock();
        Handoff handoff = handoffs.lock(id).orElseThrow(() -> unknown(id));
        if (!caller.hasRole(Roles.ADMIN) && !handoff.isOwnedBy(token.getClaim("email"))) {
            throw Problem.forbidden("Only the owner of the handoff or an admin may do this.");
        }
        return handoff;
    }

    private String who() {
        String email = token.getClaim("email");
        return email == null ? caller.getPrincipal().getName() : email;
    }

    static Problem unknown(UUID id) {
        return Problem.notFound("There is no handoff " + id + ".");
    }
}
