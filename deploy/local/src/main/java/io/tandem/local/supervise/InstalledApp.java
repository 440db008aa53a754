package io.tandem.local.supervise;

import io.tandem.local.StandException;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A built application where no build touches it. A JVM loads classes for as long as it runs, and a build takes its jars
 * away meanwhile.
 */
final class InstalledApp {
    private InstalledApp() {}

    /** The directory of the application as it is built now; installs it if that has not been done. */
    static Path of(Stand stand, PartName part) throws IOException {
        Path built = stand.root().resolve(part.label()).resolve("target/quarkus-app");
        Path program = built.resolve("quarkus-run.jar");
        if (!Files.exists(program)) {
            throw new StandException("it has not been built");
        }
        Path installs = stand.home().resolve("apps").resolve(part.label());
        Path install = installs.resolve(
                Long.toHexString(Files.getLastModifiedTime(program).toMillis()));
        if (!Files.exists(install)) {
            RunFiles.deleteTree(installs);
            Path incomplete = installs.resolve("incomplete");
            copy(built, incomplete);
            Files.move(incomplete, install);
        }
        return install;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(from)) {
            files = tree.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            boolean library = file.startsWith(from.resolve("lib"));
            if (!library || !link(file, target)) {
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A build deletes libraries and never writes into them, so that a link is as good as a copy where there can be one. */
    private static boolean link(Path file, Path target) {
        try {
            Files.createLink(target, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
