package io.tandem.local.cli;

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

/** Measures a running stand. */
@Command(name = "bench", description = "Measures a stand: signup to decision unless another name is given.")
public final class BenchCommand extends StandCommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "What to measure, such as signup.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
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
                target.resolve("benchmarks-0.1.0-SNAPSHOT.jar") + File.pathSeparator + target.resolve("lib") + "/*",
                "io.tandem.benchmarks.Main"));
        command.addAll(arguments);
        ProcessBuilder bench = new ProcessBuilder(command).inheritIO();
        bench.environment()
                .putAll(Map.of(
                        "TANDEM_URL", stand.url(PartName.GATEWAY).toString(),
                        "TANDEM_SCORING_URL", stand.url(PartName.SCORING).toString(),
                        "TANDEM_POSTGRES_URL", stand.postgres().url(),
                        "TANDEM_KAFKA_BOOTSTRAP_SERVERS", stand.kafka(),
                        "TANDEM_OIDC_ISSUER", stand.issuer(),
                        "TANDEM_ADMIN_TOKEN", new Api(stand, "admin").login(),
                        "TANDEM_WRITE_KEY", new Seed(stand).writeKey().orElse(""),
                        "TANDEM_PROCESSES", processes(stand)));
        return bench.start().waitFor();
    }

    private static String processes(Stand stand) {
        return new RunFiles(stand)
                .parts().stream().map(part -> part.part() + "=" + part.pid()).collect(Collectors.joining(","));
    }
}
