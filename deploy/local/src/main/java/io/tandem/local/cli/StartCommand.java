package io.tandem.local.cli;

import io.tandem.local.stand.PartState;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.RunFiles.Request;
import io.tandem.local.stand.Stand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a held part run again. */
@Command(name = "start", description = "Lets a part run again that was stopped.")
public final class StartCommand extends StandCommand {
    @Parameters(index = "0", paramLabel = "PART", description = "A part, as status names it.")
    private String part;

    @Override
    public Integer call() throws Exception {
        Stand stand = stand();
        PartState state = part(stand, part);
        if (new RunFiles(stand).withdraw(state.part(), Request.HOLD)) {
            new StartWatch(stand, new Progress(out)).awaitOnly(state.part());
        }
        return 0;
    }
}
