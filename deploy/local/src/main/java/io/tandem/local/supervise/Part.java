package io.tandem.local.supervise;

import io.tandem.local.stand.PartName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A process that the supervisor keeps alive.
 *
 * @param after parts that must have been up once before this one is started
 * @param prepare what to do before each start
 * @param command what to run; asked for at each start
 * @param environment variables on top of the supervisor's own
 * @param ready whether the process can be used
 */
record Part(
        PartName name,
        int port,
        Set<PartName> after,
        Step prepare,
        Command command,
        Map<String, String> environment,
        BooleanSupplier ready) {

    /** Something that takes a while and can fail. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** The command line of a process. */
    interface Command {
        List<String> line() throws IOException, InterruptedException;
    }
}
