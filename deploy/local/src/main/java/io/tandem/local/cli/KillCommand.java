package io.tandem.local.cli;

import io.tandem.local.stand.PartState;
import io.tandem.local.stand.Processes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Kills one part. */
@Command(name = "kill", description = "Kills one part with kill -9; the supervisor starts it again.")
public final class KillCommand extends StandCommand {
    @Parameters(index = "0", paramLabel = "PART", description = "A part, as status names it.")
    private String part;

    @Override
    public Integer call() {
        PartState state = part(stand(), part);
        Processes.find(state).ifPresent(ProcessHandle::destroyForcibly);
        return 0;
    }
}
