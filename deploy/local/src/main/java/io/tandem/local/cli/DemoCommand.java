package io.tandem.local.cli;

import io.tandem.local.demo.Demo;
import io.tandem.local.stand.Stand;
import picocli.CommandLine.Command;

/** Plays the demo. */
@Command(name = "demo", description = "Plays a month of about 200 companies and says what came of them.")
public final class DemoCommand extends StandCommand {
    @Override
    public Integer call() throws Exception {
        Stand stand = stand();
        new Lifecycle(stand, new Progress(out)).up();
        new Demo(stand, out).play();
        return 0;
    }
}
