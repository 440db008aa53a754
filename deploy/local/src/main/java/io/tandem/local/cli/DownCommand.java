package io.tandem.local.cli;

import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops everything. */
@Command(name = "down", description = "Stops everything; data stays unless it is purged.")
public final class DownCommand extends StandCommand {
    @Option(names = "--purge", description = "Also delete all data and logs.")
    private boolean purge;

    @Override
    public Integer call() throws Exception {
        Stand stand = stand();
        boolean[] ran = new boolean[1];
        Progress progress = new Progress(out);
        if (Files.isDirectory(stand.run())) {
            progress.during("stopping", () -> ran[0] = new Lifecycle(stand, progress).down());
        }
        if (!ran[0]) {
            progress.done("Nothing was running.");
        }
        // Only what a stand has made: whoever points TANDEM_HOME at a directory of theirs keeps the rest of it.
        if (purge && Files.isDirectory(stand.home())) {
            for (String made :
                    new String[] {"data", "apps", "logs", "run", "class-archives", "demo-source.json", "supervisor.lock"
                    }) {
                RunFiles.deleteTree(stand.home().resolve(made));
            }
            progress.done("✔ deleted the data in " + stand.home());
        }
        return 0;
    }
}
