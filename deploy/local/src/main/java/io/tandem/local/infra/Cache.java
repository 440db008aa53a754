package io.tandem.local.infra;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Unpacked software that every stand and every test of this user shares; it holds no data. */
public final class Cache {
    private static final String COMPLETE = ".complete";
    private static final Object FILLING = new Object();

    private Cache() {}

    /** The directory of this name, filled first if nobody has filled it. Processes wait for each other. */
    public static Path once(String name, Filling filling) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(base().resolve(name));
        // A file lock does not hold between the threads of one JVM.
        synchronized (FILLING) {
            try (FileChannel channel = FileChannel.open(
                            base().resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !has(name)) {
                    filling.fill(directory);
                    Files.createFile(directory.resolve(COMPLETE));
                }
            }
        }
        return directory;
    }

    public static boolean has(String name) {
        return Files.exists(base().resolve(name).resolve(COMPLETE));
    }

    private static Path base() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return caches.resolve("tandem");
    }

    /** Puts into an empty or half filled directory what belongs there. */
    public interface Filling {
        void fill(Path directory) throws IOException, InterruptedException;
    }
}
