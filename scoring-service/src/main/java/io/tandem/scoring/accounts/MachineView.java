package io.tandem.scoring.accounts;

import io.tandem.contracts.Stage;
import io.tandem.scoring.score.ScoredAccount;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "MachineScore", description = "What the model alone makes of an account, whatever people set")
record MachineView(double total, String grade, Stage stage) {
    static MachineView from(ScoredAccount account) {
        return new MachineView(
                account.qualification().machine().total(),
                account.qualification().machine().grade(),
                account.qualification().earned().stage());
    }
}
