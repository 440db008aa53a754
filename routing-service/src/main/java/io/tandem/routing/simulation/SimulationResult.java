package io.tandem.routing.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tandem.contracts.Motion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a policy would have made of recorded decisions. */
record SimulationResult(
        @Schema(description = "Decisions that were decided again")
        long decisions,

        @Schema(description = "Decisions whose motion, or the pool of whose handoff, would have been another")
        long moved,

        @Schema(description = "Accounts with such a decision")
        long accountsMoved,

        @Schema(description = "The tier-transition matrix: how many went from which motion to which")
        List<Transition> transitions,

        @Schema(description = "How many decisions each rule made, before and after; none is no rule")
        List<RuleCount> rules,

        @Schema(description = "How many handoffs each owner received, before and after")
        List<OwnerLoad> owners,

        @Schema(description = "Handoffs against what the pools can take")
        List<PoolForecast> pools,

        Instant firstDecidedAt,
        Instant lastDecidedAt) {

    record Transition(Motion before, Motion after, long decisions) {}

    record RuleCount(String rule, long before, long after) {}

    @JsonInclude
    record OwnerLoad(
            @Schema(description = "Null: waits in the queue", nullable = true)
            UUID ownerId,

            String name,
            long before,
            long after) {}

    /**
     * Of those who wait, as many are there on average as arrive in the time that each waits (Little's law, L = λW). If
     * everybody waited as long as the SLA allows, in the reps' working hours, {@code waitingWithinSla} handoffs would
     * wait at once; reps may hold {@code capacity}. Above that the SLA cannot be kept.
     *
     * @param handoffsPerWeek over the whole weeks between the first and the last decision, one at least
     */
    record PoolForecast(
            String pool,
            double handoffsPerWeekBefore,
            double handoffsPerWeek,

            @Schema(description = "The mean SLA of the handoffs, in working minutes")
            double slaMinutes,

            @Schema(description = "Handoffs that wait at once if each takes as long as its SLA allows")
            double waitingWithinSla,

            @Schema(description = "Handoffs that the pool's reps may hold at once")
            long capacity,

            @Schema(description = "Whether the capacity is enough to keep the SLA")
            boolean withinSla) {}
}
