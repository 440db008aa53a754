package io.tandem.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "PolicyChange", description = "Something that was done to a version")
record PolicyChangeView(
        Instant at,
        String who,

        @Schema(description = "drafted, changed, scheduled, unscheduled, published or rolled-back")
        String what,

        @Schema(description = "Why it was published; null for what has no reason of its own", nullable = true)
        String why,

        @Schema(description = "What it changed in the definition; empty where it changed nothing there")
        List<PolicyDiff.Difference> differences) {

    static PolicyChangeView of(Instant at, String who, String what, JsonNode before, JsonNode after) {
        JsonNode why = after.path("publishedWhy");
        boolean changed = what.equals("changed");
        return new PolicyChangeView(
                at,
                who,
                what,
                why.isTextual() ? why.asText() : null,
                changed ? PolicyDiff.of(before.path("definition"), after.path("definition")) : List.of());
    }
}
