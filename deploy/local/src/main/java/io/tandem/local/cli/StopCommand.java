package io.tandem.local.cli;

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
        String name = part(stand, part).part();
        RunFiles runFiles = new RunFiles(stand);
        runFiles.ask(name, Request.HOLD);
        // A process that is noted only now was started before it was known that the part is held.
        runFiles.read(name).flatMap(Processes::find).ifPresent(process -> Processes.stop(name, process, PATIENCE));
        return 0;
    }
}
