package io.tandem.local.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Builds and tests everything. */
@Command(name = "test", description = "Builds everything and runs every test, the whole stand included.")
public final class TestCommand extends StandCommand {
    @Parameters(arity = "0..*", paramLabel = "MAVEN_ARGUMENT", description = "Passed on to Maven.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "verify"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(stand().root().toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
