package io.tandem.scoring.preview;

import io.tandem.contracts.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ScoringModelPreview", description = "What a version of the scoring model would do to accounts")
record PreviewView(
        int version,

        @Schema(description = "The version in force, which it is compared with")
        int comparedWith,

        @Schema(description = "Accounts that were looked at")
        int accounts,

        @Schema(description = "Accounts there are") long ofAccounts,

        @Schema(
                description = "What the version newly counts is known of events since this day; null if it counts"
                        + " nothing new")
        LocalDate newlyCountedSince,

        @Schema(description = "Mean total score by the version in force")
        BigDecimal meanBefore,

        @Schema(description = "Mean total score by this version")
        BigDecimal meanAfter,

        int activatedBefore,
        int activatedAfter,

        @Schema(description = "How many have each grade, and how many enter and leave it")
        List<Level> grades,

        @Schema(description = "Who goes from which grade to which")
        List<Transition> transitions,

        @Schema(description = "How many are at each stage, and how many enter and leave it")
        List<Level> stages,

        @Schema(description = "Who goes from which stage to which")
        List<Transition> stageTransitions,

        @Schema(
                description =
                        "For activation and for each signal, how many accounts have it, and who enters and leaves;"
                                + " percentiles within so many days as nothing was asked within before are not known"
                                + " until the day after publication, and signals that need them stay as they are")
        List<Membership> signals,

        @Schema(description = "The accounts whose total moves most, 20 at most")
        List<Mover> movers) {

    @Schema(name = "ScoringModelPreviewLevel")
    record Level(String level, long before, long after, long entering, long leaving) {}

    @Schema(name = "ScoringModelPreviewTransition")
    record Transition(
            String from,
            String to,
            int accounts,

            @Schema(description = "Those who move most among them, 10 at most")
            List<Mover> examples) {}

    @Schema(name = "ScoringModelPreviewMembership")
    record Membership(
            @Schema(description = "activated, or the name of a signal")
            String name,

            long before,
            long after,
            int entering,
            int leaving,

            @Schema(description = "Those whose total moves most among them, 10 at most")
            List<Mover> enter,

            @Schema(description = "Those whose total moves most among them, 10 at most")
            List<Mover> leave) {}

    @Schema(name = "ScoringModelPreviewMover")
    record Mover(
            UUID accountId,
            String domain,
            String name,
            double before,
            double after,
            String gradeBefore,
            String gradeAfter,
            Stage stageBefore,
            Stage stageAfter) {}
}
