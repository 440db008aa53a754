package io.tandem.routing.simulation;

import io.tandem.routing.storage.StoredJson;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A simulation and how far it got. */
record SimulationView(
        UUID id,
        Simulation.Status status,
        SimulationRequest request,

        @Schema(
                description = "How many recorded decisions there are to look at; null until they are counted",
                nullable = true)
        Long total,

        @Schema(description = "How many were looked at") long done,

        @Schema(description = "How often it had to begin again because an instance went away")
        int interruptions,

        @Schema(description = "Null until it is completed", nullable = true)
        SimulationResult result,

        @Schema(description = "Why it failed", nullable = true)
        String failure,

        String createdBy,
        Instant createdAt,
        @Schema(nullable = true) Instant endedAt) {

    static SimulationView from(Simulation simulation, StoredJson json) {
        return new SimulationView(
                simulation.id(),
                simulation.status(),
                json.read(simulation.request(), SimulationRequest.class),
                simulation.total(),
                simulation.done(),
                Math.max(0, simulation.attempts() - 1),
                json.read(simulation.result(), SimulationResult.class),
                simulation.failure(),
                simulation.createdBy(),
                simulation.createdAt(),
                simulation.endedAt());
    }
}
