package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Target;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "Prediction",
        description =
                "How likely something is to happen to an account within the model's horizon, with the reasons. The"
                        + " log-odds of the average account and those of all reasons add up to those of the probability")
public record PredictionView(
        UUID accountId,
        String domain,
        Target target,

        @Schema(description = "0 to 1, calibrated: of accounts with 0.3, about three in ten do")
        double probability,

        @Schema(description = "The version of the model that says so")
        int modelVersion,

        @Schema(description = "Log-odds of the average account that was learnt from")
        double averageLogOdds,

        @Schema(description = "The strongest first; those that hardly matter are summed up in the last")
        List<Reason> reasons,

        Instant predictedAt) {

    @Schema(name = "PredictionReason", description = "What one fact adds, in comparison with the average account")
    public record Reason(
            @Schema(description = "The fact; others for all that hardly matter")
            String field,

            @Schema(description = "Added log-odds: above 0 makes it more likely")
            double logOdds,

            @Schema(examples = "active on 17 of the last 28 days makes it more likely")
            String text) {}
}
