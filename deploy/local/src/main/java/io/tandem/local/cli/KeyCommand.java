package io.tandem.local.cli;

import io.tandem.local.StandException;
import picocli.CommandLine.Command;

/** Prints the write key of the demo source. */
@Command(name = "key", description = "Prints the write key of the demo source.")
public final class KeyCommand extends StandCommand {
    @Override
    public Integer call() {
        out.println(new Seed(stand())
                .writeKey()
                .orElseThrow(() -> new StandException("There is no demo source yet: ./tandem up creates it.")));
        return 0;
    }
}
