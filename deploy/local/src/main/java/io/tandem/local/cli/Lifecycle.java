package io.tandem.local.cli;

import io.tandem.local.StandException;
import io.tandem.local.build.Build;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.PartState;
import io.tandem.local.stand.PartState.State;
import io.tandem.local.stand.PortCheck;
import io.tandem.local.stand.Processes;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import io.tandem.local.supervise.Jvm;
import io.tandem.local.supervise.Supervisor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts and stops a stand from outside of it. */
final class Lifecycle {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(120);
    private static final Duration PART_PATIENCE = Duration.ofSeconds(15);

    private final Stand stand;
    private final RunFiles runFiles;
    private final Progress progress;
    private volatile boolean started;
    private volatile boolean interrupted;

    Lifecycle(Stand stand, Progress progress) {
        this.stand = stand;
        this.runFiles = new RunFiles(stand);
        this.progress = progress;
    }

    /** Brings the stand up, whatever state it is in: built, running, healthy and seeded. */
    void up() throws IOException, InterruptedException {
        Files.createDirectories(stand.home());
        new Build(stand, progress).ofStand();
        Instant start = Instant.now();
        if (supervisor().isPresent()) {
            restartOutdated();
            awaitWhole();
        } else {
            stopLeftovers();
            PortCheck.check(stand);
            startOrLeaveNothing();
        }
        progress.done("Tandem is up, in " + Progress.elapsed(start) + ".");
    }

    /** A start that fails or is interrupted ends everything that it started. */
    private void startOrLeaveNothing() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopUnlessStarted, "interrupted"));
        startSupervisor();
        try {
            awaitWhole();
            started = true;
        } catch (StandException e) {
            if (!interrupted) {
                down();
            }
            started = true;
            throw e;
        }
    }

    private void stopUnlessStarted() {
        if (!started) {
            interrupted = true;
            progress.done("Interrupted: stopping everything …");
            down();
        }
    }

    private void awaitWhole() throws IOException, InterruptedException {
        new StartWatch(stand, progress).await();
        new GatewayWatch(stand).await();
        String seeded = new Seed(stand).plant();
        if (!seeded.isEmpty()) {
            progress.done("✔ " + seeded);
        }
    }

    /** Ends every process of the stand; true if there was any. */
    boolean down() {
        Optional<ProcessHandle> supervisor = supervisor();
        supervisor.ifPresent(process -> {
            process.destroy();
            if (!Processes.waitFor(process, STOP_PATIENCE)) {
                process.destroyForcibly();
            }
        });
        return stopLeftovers() || supervisor.isPresent();
    }

    Optional<ProcessHandle> supervisor() {
        return runFiles.read(RunFiles.SUPERVISOR).flatMap(Processes::find);
    }

    /** Ends what a supervisor left running that was killed itself. */
    private boolean stopLeftovers() {
        List<PartState> left = runFiles.parts().stream()
                .filter(part -> Processes.find(part).isPresent())
                .toList();
        for (List<PartName> together : PartName.stopOrder()) {
            left.parallelStream()
                    .filter(part ->
                            together.stream().anyMatch(name -> name.label().equals(part.part())))
                    .forEach(part -> Processes.find(part)
                            .ifPresent(process -> Processes.stop(part.part(), process, PART_PATIENCE)));
        }
        if (!left.isEmpty()) {
            progress.done("✔ stopped what was left behind");
        }
        runFiles.deleteAll();
        return !left.isEmpty();
    }

    /** Whoever built anew wants to see the new. */
    private void restartOutdated() {
        runFiles.parts().parallelStream().filter(this::isOutdated).forEach(part -> {
            progress.done("↻ " + part.part() + " was built anew");
            restart(part);
        });
    }

    private boolean isOutdated(PartState part) {
        Path program = stand.root().resolve(part.part()).resolve("target/quarkus-app/quarkus-run.jar");
        return PartName.ofLabel(part.part()).filter(PartName.built()::contains).isPresent()
                && part.processStart() != null
                && Files.exists(program)
                && program.toFile().lastModified() > part.processStart().toEpochMilli();
    }

    /** Ends the process of a part so that the supervisor starts it at once; one without a process is let go. */
    void restart(PartState part) {
        runFiles.withdraw(part.part(), RunFiles.Request.HOLD);
        Processes.find(part).ifPresent(process -> {
            runFiles.ask(part.part(), RunFiles.Request.RESTART);
            runFiles.write(new PartState(
                    part.part(), State.WAITING, 0, null, Instant.now(), part.restarts(), part.port(), "restarting"));
            Processes.stop(part.part(), process, PART_PATIENCE);
        });
    }

    private void startSupervisor() throws IOException, InterruptedException {
        Path log = stand.log(RunFiles.SUPERVISOR);
        Files.createDirectories(log.getParent());
        // With job control on, the shell gives the supervisor a process group of its own, which a Ctrl-C in this
        // terminal does not reach later on; nohup keeps it when the terminal closes.
        String script = "set -m; nohup \"$@\" >>\"$0\" 2>&1 </dev/null & echo $!";
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, log.toString()));
        command.addAll(List.of(
                Jvm.java(),
                "-Xmx64m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                Jvm.logging(stand),
                "-cp",
                Jvm.launcherClassPath(),
                Supervisor.class.getName(),
                stand.root().toString()));
        Process shell = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = shell.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            long pid = Long.parseLong(line == null ? "0" : line.strip());
            Instant deadline = Instant.now().plusSeconds(20);
            while (runFiles.read(RunFiles.SUPERVISOR).map(PartState::pid).orElse(0L) != pid) {
                if (Instant.now().isAfter(deadline) || ProcessHandle.of(pid).isEmpty()) {
                    throw new StandException("The supervisor did not start; its log is " + log + ".");
                }
                Thread.sleep(20);
            }
        }
    }
}
