package io.tandem.routing.assignment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pool as it stands now: what each member received and is owed, who can receive, and who is next. */
record PoolStateView(
        PoolView pool,

        @Schema(description = "How many assignments the pool has made: the position of its ledger")
        long position,

        @Schema(description = "Who receives next if it comes now; null while nobody can receive", nullable = true)
        UUID next,

        @Schema(description = "Why, in words") String because,

        List<MemberView> members,
        @Schema(description = "When this was so") Instant at) {

    /** A member. */
    record MemberView(
            UUID repId,
            String name,
            int weight,
            int capacity,

            @Schema(description = "Handoffs that wait for the first touch")
            int waiting,

            @Schema(description = "What was received from this pool")
            long received,

            @Schema(description = "What counts as received on top, so that nobody is flooded after an absence")
            BigDecimal credit,

            @Schema(
                    description = "The share not received yet; negative: ahead of it. Null while not able to receive",
                    nullable = true)
            BigDecimal shortfall,

            boolean canReceive,

            @Schema(description = "Why nothing can be received; null if it can", nullable = true)
            String because,

            @Schema(description = "When a rep who is away is back", nullable = true)
            Instant backAt) {}
}
