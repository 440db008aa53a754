package io.tandem.local.cli;

import io.tandem.local.StandException;
import io.tandem.local.build.Build;
import io.tandem.local.build.Module;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import io.tandem.local.supervise.Jvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Measures a running stand. */
@Command(
        name = "bench",
        description =
                "Measures a stand: signup to decision unless another name is given. -Dseconds=20 and the like say how much.")
public final class BenchCommand extends StandCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "signup",
            description = "What to measure, such as signup.")
    private String name;

    @Unmatched
    private List<String> sizes = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        for (String size : sizes) {
            if (!size.startsWith("-D")) {
                throw new StandException(
                        "bench takes one name and sizes such as -Dseconds=20, which benchmarks/README.md lists; not "
                                + size + ".");
            }
        }
        Stand stand = stand();
        Progress progress = new Progress(out);
        new Build(stand, progress).of(List.of(Module.BENCHMARKS));
        new Lifecycle(stand, progress).up();
        Path target = stand.root().resolve("benchmarks/target");
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "-Xmx512m",
                Jvm.logging(stand),
                "-cp",
                target.resolve("benchmarks-0.1.0-SNAPSHOT.jar") + File.pathSeparator + target.resolve("lib") + "/*"));
        command.addAll(sizes);
        command.addAll(List.of("io.tandem.benchmarks.Main", name));
        ProcessBuilder bench = new ProcessBuilder(command).inheritIO();
        bench.environment()
                .putAll(Map.of(
                        "TANDEM_URL", stand.url(PartName.GATEWAY).toString(),
                        "TANDEM_SCORING_URL", stand.url(PartName.SCORING).toString(),
                        "TANDEM_POSTGRES_URL", stand.postgres().url(),
                        "TANDEM_KAFKA_BOOTSTRAP_SERVERS", stand.kafka(),
                        "TANDEM_OIDC_ISSUER", stand.issuer(),
                        "TANDEM_WRITE_KEY", new Seed(stand).writeKey().orElse(""),
                        "TANDEM_PROCESSES", processes(stand)));
        return bench.start().waitFor();
    }

    private static String processes(Stand stand) {
        return new RunFiles(stand)
                .parts().stream().map(part -> part.part() + "=" + part.pid()).collect(Collectors.joining(","));
    }
}
