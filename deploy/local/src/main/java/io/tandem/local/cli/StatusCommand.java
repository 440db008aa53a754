package io.tandem.local.cli;

import io.tandem.local.stand.PartName;
import io.tandem.local.stand.PartState;
import io.tandem.local.stand.PartState.State;
import io.tandem.local.stand.Processes;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows what runs. */
@Command(name = "status", description = "Shows every part: state, process, restarts, memory, port.")
public final class StatusCommand extends StandCommand {
    @Override
    public Integer call() {
        Stand stand = stand();
        RunFiles runFiles = new RunFiles(stand);
        List<PartState> states = new ArrayList<>(runFiles.parts());
        boolean supervised =
                runFiles.read(RunFiles.SUPERVISOR).flatMap(Processes::find).isPresent();
        if (states.isEmpty()) {
            out.println("Tandem is not running.");
            return 1;
        }
        runFiles.read(RunFiles.SUPERVISOR).ifPresent(states::add);
        List<PartState> seen = states.stream().map(StatusCommand::asItIs).toList();
        out.print(StatusTable.of(
                seen,
                state -> Processes.find(state)
                        .map(process -> Processes.memory(state.part(), process))
                        .orElse(0L),
                Instant.now()));
        for (PartName part : PartName.values()) {
            if (!stand.embeds(part)) {
                out.println(part.label() + " is run by somebody else.");
            }
        }
        if (!supervised) {
            out.println(
                    "The supervisor is gone: ./tandem up cleans up and starts anew, ./tandem down stops what is left.");
            return 1;
        }
        return seen.stream().allMatch(state -> state.state() == State.UP) ? 0 : 1;
    }

    /** A run file tells what was; a process that is gone is not up. */
    private static PartState asItIs(PartState noted) {
        if (noted.state() != State.UP || Processes.find(noted).isPresent()) {
            return noted;
        }
        return new PartState(
                noted.part(),
                State.STOPPED,
                0,
                null,
                noted.since(),
                noted.restarts(),
                noted.port(),
                "its process is gone");
    }
}
