package io.tandem.routing.simulation;

import java.time.Instant;
import java.util.UUID;

/**
 * A policy tried on recorded history.
 *
 * @param request as JSON, {@link SimulationRequest}
 * @param policy the whole policy as JSON, also where a version was named
 * @param attempts how often it was begun: more than once when an instance went away meanwhile
 * @param total how many decisions there are to look at, null until they are counted
 * @param result as JSON, {@link SimulationResult}; null until it is completed
 * @param failure why it failed, or null
 */
record Simulation(
        UUID id,
        Status status,
        String request,
        String policy,
        int attempts,
        Long total,
        long done,
        String result,
        String failure,
        String createdBy,
        Instant createdAt,
        Instant endedAt) {

    enum Status {
        QUEUED,
        RUNNING,
        COMPLETED,
        CANCELLED,
        /** Given up after an error, or after it was interrupted too often. */
        FAILED;

        boolean hasEnded() {
            return this != QUEUED && this != RUNNING;
        }
    }
}
