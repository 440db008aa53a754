package io.tandem.scoring.accounts;

import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.Stage;
import io.tandem.scoring.score.ScoredAccount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "WhatIf", description = "What an account is worth, and what it would be worth")
record WhatIfView(
        UUID accountId,

        @Schema(description = "By how much the total would change")
        double change,

        Worth now,
        Worth then) {

    @Schema(name = "AccountWorth")
    record Worth(Score score, Stage stage, String stageReason, List<Signal> signals, Instant activatedAt) {
        static Worth of(ScoredAccount account) {
            return new Worth(
                    account.score(), account.stage(), account.stageReason(), account.signals(), account.activatedAt());
        }
    }
}
