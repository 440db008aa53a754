package io.tandem.scoring.accounts;

import io.tandem.scoring.signals.UsageByDay;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "UsageSeries", description = "What an account's people did, day by day")
record UsageSeriesView(
        UUID accountId,

        @Schema(description = "Every day, in order of time, idle ones too")
        List<UsageByDay.Day> days) {}
