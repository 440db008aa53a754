package io.tandem.local.cli;

import io.tandem.local.StandException;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.PartState;
import io.tandem.local.stand.Processes;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** What the commands have in common: the stand they are about. */
abstract class StandCommand implements Callable<Integer> {
    final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** The stand that runs, as it was started, else the one that the environment describes. */
    final Stand stand() {
        Stand described = Stand.of(
                Path.of(System.getProperty("tandem.root", ".")).toAbsolutePath().normalize(), System.getenv());
        RunFiles runFiles = new RunFiles(described);
        return runFiles.read(RunFiles.SUPERVISOR)
                .flatMap(Processes::find)
                .flatMap(running -> runFiles.readStand())
                .orElse(described);
    }

    final Lifecycle lifecycle(Stand stand) {
        return new Lifecycle(stand, new Progress(out));
    }

    /** The running part of this name. */
    final PartState part(Stand stand, String label) {
        PartName part = named(label);
        return new RunFiles(stand)
                .read(part.label())
                .filter(state -> lifecycle(stand).supervisor().isPresent())
                .orElseThrow(() -> new StandException(
                        stand.embeds(part)
                                ? "Tandem is not running: start it with ./tandem up."
                                : part.label() + " is run by somebody else."));
    }

    static PartName named(String label) {
        return PartName.ofLabel(label)
                .or(() -> PartName.ofLabel(label + "-service"))
                .orElseThrow(() -> new StandException("There is no part \"" + label + "\"; there are "
                        + Arrays.stream(PartName.values()).map(PartName::label).collect(Collectors.joining(", "))
                        + "."));
    }
}
