package io.tandem.scoring.accounts;

import io.tandem.scoring.domain.ScoreSeries;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ScoreSeries", description = "The course of an account's score")
record ScoreSeriesView(
        UUID accountId,

        @Schema(description = "Width of a step: hour, day or week")
        String every,

        @Schema(description = "In order of time; empty before the account was scored first")
        List<ScoreSeries.Point> points) {}
