package io.tandem.routing.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "What is suspicious about a policy, and where")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LintFinding(
        Check check,

        @Schema(description = "A policy with an error cannot be published")
        Severity severity,

        @Schema(description = "JSON pointer (RFC 6901) into the definition")
        String place,

        @Schema(description = "The rule at that place; absent for what is outside the rules")
        String rule,

        @Schema(description = "Line of the condition at that place, from 1; absent for what is no condition")
        Integer line,

        @Schema(description = "Column in that line, from 1; absent for what is no condition")
        Integer column,

        String reason) {
    enum Severity {
        ERROR,
        WARNING
    }

    enum Check {
        /** An error behind a rule for everybody; a warning where no input was found for which the condition holds. */
        UNREACHABLE_RULE,
        /** Whatever the rule matches, an earlier one takes. */
        SHADOWED_RULE,
        /** There are inputs that no rule matches. */
        GAP,
        /** An error where a pool that is asked does not exist; a warning where nobody who is switched on serves it. */
        EMPTY_POOL,
        /** A named account's owner is nobody who can receive it. */
        INACTIVE_OWNER,
        /** Two territories beside one another hold the same account. */
        OVERLAPPING_TERRITORIES,
        /** The bands' ends or motions do not rise. */
        BAND_NOT_MONOTONE,
        /** The first touch cannot be in time. */
        SLA_IMPOSSIBLE,
        /** A condition can fail when it runs; it then counts as not matched. */
        CONDITION_CAN_FAIL
    }

    static LintFinding warning(Check check, String place, String rule, String reason) {
        return new LintFinding(check, Severity.WARNING, place, rule, null, null, reason);
    }

    static LintFinding error(Check check, String place, String rule, String reason) {
        return new LintFinding(check, Severity.ERROR, place, rule, null, null, reason);
    }
}
