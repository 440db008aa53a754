package io.tandem.routing.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.policy.Policies;
import io.tandem.routing.storage.StoredJson;
import io.tandem.routing.storage.TimeCursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Begins, shows and stops simulations. */
@ApplicationScoped
class SimulationService {
    @Inject
    SimulationRepository simulations;

    @Inject
    Policies policies;

    @Inject
    AuditTrail audit;

    @Inject
    SecurityIdentity caller;

    @Inject
    StoredJson json;

    @Transactional
    SimulationView begin(SimulationRequest request) {
        JsonNode definition = definition(request);
        Policy policy = checked(request.policy() == null ? "policyVersion" : "policy", () -> {
            Policy tried = compiled(request, definition).policy();
            policies.requirePools(tried);
            return tried;
        });
        if (request.from() != null && request.to() != null && !request.from().isBefore(request.to())) {
            throw RequestFaults.problem("to", "must be after from");
        }
        checked("segment", () -> Segments.compiled(request.segment(), policy));
        Simulation simulation = new Simulation(
                UUID.randomUUID(),
                Simulation.Status.QUEUED,
                json.write(request),
                json.write(definition),
                0,
                null,
                0,
                null,
                null,
                caller.getPrincipal().getName(),
                Instant.now(),
                null);
        simulations.add(simulation);
        audit.changed("simulation begun", "simulation/" + simulation.id(), null, request);
        return view(simulation);
    }

    @Transactional
    SimulationView one(UUID id) {
        return view(known(id));
    }

    @Transactional
    List<Simulation> page(TimeCursor after, int limit) {
        return simulations.page(after, limit);
    }

    @Transactional
    List<SimulationMove> moves(UUID id, MoveFilter filter, TimeCursor after, int limit) {
        known(id);
        return simulations.moves(id, filter.accountId, filter.before, filter.after, after, limit);
    }

    @Transactional
    SimulationView cancel(UUID id) {
        Simulation before = known(id);
        if (!simulations.cancel(id, Instant.now())) {
            throw Problem.conflict("The simulation has ended: it is " + before.status() + ".");
        }
        audit.changed("simulation cancelled", "simulation/" + id, before.status(), Simulation.Status.CANCELLED);
        return view(known(id));
    }

    SimulationView view(Simulation simulation) {
        return SimulationView.from(simulation, json);
    }

    private Simulation known(UUID id) {
        return simulations.find(id).orElseThrow(() -> Problem.notFound("There is no simulation " + id + "."));
    }

    /** As the policy of a simulation that is told what it is called. */
    CompiledPolicy compiled(SimulationRequest request, JsonNode definition) {
        return policies.compiled(definition, request.policyVersion() == null ? "unpublished" : request.policyVersion());
    }

    private JsonNode definition(SimulationRequest request) {
        if ((request.policyVersion() == null) == (request.policy() == null)) {
            throw RequestFaults.problem("policyVersion", "must be given, or policy, and not both");
        }
        return request.policy() != null
                ? request.policy()
                : policies.definition(request.policyVersion())
                        .orElseThrow(() -> RequestFaults.problem("policyVersion", "is no version of the policy"));
    }

    private static <T> T checked(String field, Supplier<T> compile) {
        try {
            return compile.get();
        } catch (IllegalArgumentException e) {
            throw RequestFaults.problem(field, e.getMessage());
        }
    }
}
