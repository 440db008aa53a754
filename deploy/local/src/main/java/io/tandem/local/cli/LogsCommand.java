package io.tandem.local.cli;

import io.tandem.local.StandException;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows logs as they are written. */
@Command(name = "logs", description = "Shows the log of one part, or of all, as it is written.")
public final class LogsCommand extends StandCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PART",
            description = "A part, as status names it, or supervisor or build.")
    private String part;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "50",
            description = "How many earlier lines (default 50).")
    private int lines;

    @Option(names = "--no-follow", description = "Only what is there now.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        Stand stand = stand();
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (!once) {
            command.add("-F");
        }
        List<String> logs = part == null ? all(stand) : List.of(logOf(stand).toString());
        if (logs.isEmpty() || !Files.exists(Path.of(logs.get(0)))) {
            throw new StandException("There is no log yet in " + stand.home().resolve("logs") + ".");
        }
        command.addAll(logs);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private Path logOf(Stand stand) {
        boolean special = part.equals(RunFiles.SUPERVISOR) || part.equals("build");
        return stand.log(special ? part : named(part).label());
    }

    private static List<String> all(Stand stand) throws IOException {
        Path directory = stand.home().resolve("logs");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString)
                    .filter(file -> !file.endsWith("build.log"))
                    .sorted()
                    .toList();
        }
    }
}
