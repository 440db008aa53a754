package io.tandem.routing.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "What is wrong with a policy, and where")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PolicyFault(
        @Schema(description = "JSON pointer (RFC 6901) into the definition")
        String place,

        @Schema(description = "The rule at that place; absent for what is outside the rules")
        String rule,

        @Schema(description = "Line of the condition at that place, from 1; absent for what is no condition")
        Integer line,

        @Schema(description = "Column in that line, from 1; absent for what is no condition")
        Integer column,

        String reason) {
    static PolicyFault of(String place, String reason) {
        return new PolicyFault(place, null, null, null, reason);
    }

    /** The place with the rule and the position in its condition, as a problem names it. */
    String where() {
        return place
                + (rule == null
                        ? ""
                        : " (rule " + rule + (line == null ? "" : ", line " + line + ", column " + column) + ")");
    }
}
