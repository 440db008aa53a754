package io.tandem.signup.imports;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a row, or would. */
@Schema(description = "What became of a row, or would")
record ImportRowView(
        @Schema(description = "Where it begins; of JSON its place in the array")
        long line,

        Outcome outcome,

        @Schema(description = "All that is wrong with it") List<String> reasons,

        UUID accountId,

        @Schema(description = "Whether it is the first to name its account")
        Boolean newAccount,

        @Schema(description = "The account that may be the same company, as an admin would be asked")
        Match match,

        @Schema(description = "What it said in the columns that are known; of refused rows only")
        Map<String, String> cells) {

    @Schema(name = "ImportMatch", description = "An account that may be the same company")
    record Match(UUID accountId, String domain, String rule) {}
}
