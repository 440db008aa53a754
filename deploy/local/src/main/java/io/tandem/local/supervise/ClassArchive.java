package io.tandem.local.supervise;

import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An archive of loaded classes, which halves the start of Keycloak. A JVM writes it under a provisional name when it
 * ends; whoever saw it end well makes it count. For JVMs that start fast anyway, writing it takes more than it gives.
 */
final class ClassArchive {
    private static final String PROVISIONAL = ".part";

    private ClassArchive() {}

    static List<String> options(Stand stand, String part, Path program) {
        try {
            Path directory = Files.createDirectories(stand.home().resolve("class-archives"));
            String name = part + "-" + Runtime.version() + "-"
                    + Long.toHexString(Files.getLastModifiedTime(program).toMillis()) + ".jsa";
            Path archive = directory.resolve(name);
            if (Files.exists(archive)) {
                return List.of(
                        "-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
            }
            deleteOthers(directory, part);
            return List.of(
                    "-XX:ArchiveClassesAtExit=" + directory.resolve(name + PROVISIONAL),
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the archive count that this part wrote when it ended. */
    static void keep(Stand stand, String part) {
        Path directory = stand.home().resolve("class-archives");
        if (!Files.exists(directory)) {
            // Only Keycloak has one, which somebody else may run.
            return;
        }
        try (DirectoryStream<Path> written = Files.newDirectoryStream(directory, part + "-*" + PROVISIONAL)) {
            for (Path file : written) {
                String name = file.getFileName().toString();
                Files.move(file, directory.resolve(name.substring(0, name.length() - PROVISIONAL.length())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteOthers(Path directory, String part) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, part + "-*")) {
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }
}
