package io.tandem.scoring.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "What is wrong with a scoring model, and where")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelFault(
        @Schema(description = "JSON pointer (RFC 6901) into the definition")
        String place,

        @Schema(description = "Line of the condition at that place, from 1; absent for what is no condition")
        Integer line,

        @Schema(description = "Column in that line, from 1; absent for what is no condition")
        Integer column,

        String reason) {
    static ModelFault of(String place, String reason) {
        return new ModelFault(place, null, null, reason);
    }

    /** The place with the position in a condition, as a problem names it. */
    String where() {
        return line == null ? place : place + " (line " + line + ", column " + column + ")";
    }
}
