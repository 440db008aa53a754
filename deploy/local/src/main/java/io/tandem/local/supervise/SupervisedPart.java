package io.tandem.local.supervise;

import io.tandem.local.stand.PartState;
import io.tandem.local.stand.PartState.State;
import io.tandem.local.stand.Processes;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.RunFiles.Request;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps one part alive: starts it, waits until it is ready, and starts it again when it dies. */
final class SupervisedPart implements Runnable {
    private static final Logger LOG = Logger.getLogger(SupervisedPart.class.getName());
    private static final Duration PROBE_EVERY = Duration.ofMillis(100);
    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final long MAX_LOG_BYTES = 20L * 1024 * 1024;

    private final Stand stand;
    private final Part part;
    private final List<SupervisedPart> dependencies;
    private final RunFiles runFiles;
    private final CountDownLatch upOnce = new CountDownLatch(1);
    private final Backoff backoff = new Backoff();

    private volatile boolean stopping;
    private volatile Process process;
    private int restarts;

    SupervisedPart(Stand stand, Part part, List<SupervisedPart> dependencies) {
        this.stand = stand;
        this.part = part;
        this.dependencies = dependencies;
        this.runFiles = new RunFiles(stand);
        note(State.WAITING, null);
    }

    Part part() {
        return part;
    }

    @Override
    public void run() {
        try {
            for (SupervisedPart dependency : dependencies) {
                dependency.upOnce.await();
            }
            while (!stopping) {
                runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        if (runFiles.isAsked(name(), Request.HOLD)) {
            awaitRelease();
            return;
        }
        String end;
        try {
            note(State.PREPARING, null);
            part.prepare().run();
            if (runFiles.isAsked(name(), Request.HOLD)) {
                return;
            }
            start();
            note(State.STARTING, null);
            Instant startedAt = Instant.now();
            if (awaitReady()) {
                note(State.UP, null);
                upOnce.countDown();
                LOG.info(name() + " is up, process " + process.pid());
            }
            end = "it ended with code " + process.waitFor();
            if (Duration.between(startedAt, Instant.now()).compareTo(HEALTHY_AFTER) > 0) {
                backoff.reset();
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, name() + " could not be started", e);
            end = "it could not be started: " + e.getMessage();
        }
        boolean wanted = runFiles.withdraw(name(), Request.RESTART) || runFiles.isAsked(name(), Request.HOLD);
        if (stopping || wanted) {
            return;
        }
        restarts++;
        Duration delay = backoff.next();
        String said = end + "; starting it again in " + delay.toMillis() + " ms (restart " + restarts + ")";
        LOG.warning(name() + ": " + said);
        note(State.BACKOFF, said);
        TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    }

    private void start() throws IOException, InterruptedException {
        Path log = stand.log(name());
        Files.createDirectories(log.getParent());
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.move(log, log.resolveSibling(name() + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(part.command().line())
                .directory(stand.home().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(part.environment());
        synchronized (this) {
            if (stopping) {
                throw new IOException("the stand is stopping");
            }
            process = builder.start();
        }
    }

    private boolean awaitReady() throws InterruptedException {
        while (process.isAlive()) {
            if (part.ready().getAsBoolean()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(PROBE_EVERY.toMillis());
        }
        return false;
    }

    private void awaitRelease() throws InterruptedException {
        LOG.info(name() + " is held");
        note(State.STOPPED, "held; ./tandem start " + name() + " lets it run");
        while (!stopping && runFiles.isAsked(name(), Request.HOLD)) {
            TimeUnit.MILLISECONDS.sleep(PROBE_EVERY.toMillis());
        }
    }

    /** Ends the process for good. */
    void stop() {
        Process running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        if (running != null && running.isAlive()) {
            if (Processes.stop(name(), running.toHandle(), PATIENCE)) {
                ClassArchive.keep(stand, name());
            } else {
                LOG.warning(name() + " had to be killed, since it did not end within " + PATIENCE.toSeconds() + " s");
            }
        }
        note(State.STOPPED, null);
    }

    private void note(State state, String detail) {
        Process current = process;
        boolean alive = current != null && current.isAlive();
        runFiles.write(new PartState(
                name(),
                state,
                alive ? current.pid() : 0,
                alive ? current.info().startInstant().orElse(null) : null,
                Instant.now(),
                restarts,
                part.port(),
                detail));
    }

    private String name() {
        return part.name().label();
    }
}
