package io.tandem.local.build;

import io.tandem.local.StandException;
import io.tandem.local.cli.Progress;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.Stand;
import io.tandem.local.supervise.Keycloak;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Builds what is stale, and only that. */
public final class Build {
    private static final Pattern BUILDING = Pattern.compile("\\[INFO\\] Building (.+?) \\S+ +\\[(\\d+/\\d+)\\]");

    private final Stand stand;
    private final Progress progress;

    public Build(Stand stand, Progress progress) {
        this.stand = stand;
        this.progress = progress;
    }

    /** Whether anything may be built: {@code TANDEM_BUILD=never} says that somebody else does. */
    private static boolean isWanted() {
        return !"never".equals(System.getenv("TANDEM_BUILD"));
    }

    /** Brings everything up to date that a stand runs. */
    public void ofStand() throws IOException, InterruptedException {
        of(Module.OF_STAND);
        if (stand.embedsKeycloak() && !Keycloak.isInstalled(stand)) {
            progress.during("preparing Keycloak, once", () -> Keycloak.install(stand));
        }
    }

    public void of(PartName part) throws IOException, InterruptedException {
        if (PartName.built().contains(part)) {
            of(List.of(Module.of(part)));
        }
    }

    public void of(List<Module> modules) throws IOException, InterruptedException {
        List<Module> stale = isWanted() ? new Freshness(stand.root()).stale(modules) : List.of();
        if (!stale.isEmpty()) {
            String names = stale.stream().map(Module::directory).collect(Collectors.joining(", "));
            progress.during("building " + names, () -> run(stale));
        }
    }

    private void run(List<Module> stale) throws IOException, InterruptedException {
        Path log = stand.log("build");
        Files.createDirectories(log.getParent());
        FileTime started = FileTime.from(Instant.now());
        List<String> command =
                new ArrayList<>(List.of("mvn", "-B", "-ntp", "package", "-Dmaven.test.skip=true", "-am"));
        command.add("-pl");
        command.add(stale.stream().map(Module::directory).collect(Collectors.joining(",")));
        Process maven = new ProcessBuilder(command)
                .directory(stand.root().toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = maven.inputReader(StandardCharsets.UTF_8);
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                Matcher building = BUILDING.matcher(line);
                if (building.find()) {
                    progress.detail(building.group(1) + " " + building.group(2));
                }
            }
        }
        if (maven.waitFor() != 0) {
            throw new StandException("The build failed:\n" + errors(log) + "\nThe whole of it is in " + log + ".");
        }
        for (Module module : stale) {
            // Maven leaves a jar alone whose content did not change; it is up to date all the same.
            Files.setLastModifiedTime(module.product(stand.root()), started);
        }
    }

    private static String errors(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("[ERROR]"))
                .limit(20)
                .collect(Collectors.joining("\n"));
    }
}
