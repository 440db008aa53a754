package io.tandem.local.cli;

import io.tandem.local.build.Build;
import io.tandem.local.stand.PartState;
import io.tandem.local.stand.Stand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts one part anew. */
@Command(name = "restart", description = "Builds one part if it is stale and starts it anew.")
public final class RestartCommand extends StandCommand {
    @Parameters(index = "0", paramLabel = "PART", description = "A part, as status names it.")
    private String part;

    @Override
    public Integer call() throws Exception {
        Stand stand = stand();
        PartState state = part(stand, part);
        Progress progress = new Progress(out);
        new Build(stand, progress).of(named(part));
        progress.during("restarting " + state.part(), () -> {
            new Lifecycle(stand, progress).restart(state);
            new StartWatch(stand, progress).awaitOnly(state.part());
        });
        return 0;
    }
}
