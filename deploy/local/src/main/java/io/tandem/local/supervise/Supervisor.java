package io.tandem.local.supervise;

import io.tandem.local.stand.PartName;
import io.tandem.local.stand.PartState;
import io.tandem.local.stand.PartState.State;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;

/** The process that owns all others of a stand, from {@code up} to {@code down}. */
public final class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class.getName());

    private final RunFiles runFiles;
    private final Map<PartName, SupervisedPart> parts = new EnumMap<>(PartName.class);

    private Supervisor(Stand stand) {
        this.runFiles = new RunFiles(stand);
        for (Part part : Parts.of(stand)) {
            List<SupervisedPart> dependencies =
                    part.after().stream().map(parts::get).toList();
            parts.put(part.name(), new SupervisedPart(stand, part, dependencies));
        }
    }

    /** Runs until it is told to end. Argument: the repository; the rest comes from the environment. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Stand stand = Stand.of(Path.of(args[0]), System.getenv());
        Files.createDirectories(stand.home());
        try (FileChannel channel = FileChannel.open(
                        stand.home().resolve("supervisor.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                LOG.severe("another supervisor runs in " + stand.home());
                System.exit(1);
            }
            RunFiles runFiles = new RunFiles(stand);
            runFiles.writeStand(stand);
            ProcessHandle self = ProcessHandle.current();
            runFiles.write(new PartState(
                    RunFiles.SUPERVISOR,
                    State.UP,
                    self.pid(),
                    self.info().startInstant().orElse(null),
                    Instant.now(),
                    0,
                    0,
                    null));
            Supervisor supervisor = new Supervisor(stand);
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop"));
            supervisor
                    .parts
                    .values()
                    .forEach(part -> thread(part, "part-" + part.part().name().label()));
            new CountDownLatch(1).await();
        }
    }

    private void stop() {
        say("told to end: stopping everything");
        for (List<PartName> together : PartName.stopOrder()) {
            List<Thread> stops = together.stream()
                    .filter(parts::containsKey)
                    .map(name -> thread(parts.get(name)::stop, "stop-" + name.label()))
                    .toList();
            for (Thread stop : stops) {
                try {
                    stop.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        runFiles.deleteAll();
        say("everything is stopped");
    }

    /** For the end, when logging has been shut down already. */
    private static void say(String what) {
        System.out.println(Instant.now() + " " + what);
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.start();
        return thread;
    }
}
