package io.tandem.local.cli;

import io.tandem.local.stand.PartState;
import io.tandem.local.stand.Processes;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.RunFiles.Request;
import io.tandem.local.stand.Stand;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops one part for a while. */
@Command(name = "stop", description = "Stops one part and holds it, to see what the others do without it.")
public final class StopCommand extends StandCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Parameters(index = "0", paramLabel = "PART", description = "A part, as status names it.")
    private String part;

    @Override
    public Integer call() {
        Stand stand = stand();
        PartState state = part(stand, part);
        new RunFiles(stand).ask(state.part(), Request.HOLD);
        Processes.find(state).ifPresent(process -> Processes.stop(state.part(), process, PATIENCE));
        return 0;
    }
}
