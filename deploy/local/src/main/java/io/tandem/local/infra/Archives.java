package io.tandem.local.infra;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks tar archives with their links and executable files. */
public final class Archives {
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int EXECUTABLE = 0100;

    private Archives() {}

    /** Unpacks a gzipped archive, leaving out the first {@code depth} directories of every path. */
    public static void unpackTarGz(InputStream packed, Path target, int depth) throws IOException {
        unpack(new GZIPInputStream(new BufferedInputStream(packed)), target, depth);
    }

    static void unpackTarXz(InputStream packed, Path target) throws IOException {
        unpack(new XZCompressorInputStream(new BufferedInputStream(packed)), target, 0);
    }

    private static void unpack(InputStream plain, Path target, int depth) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName()).normalize();
                if (entry.isDirectory() || name.getNameCount() <= depth) {
                    continue;
                }
                Path file = target.resolve(name.subpath(depth, name.getNameCount()));
                Files.createDirectories(file.getParent());
                Files.deleteIfExists(file);
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    continue;
                }
                Files.copy(tar, file);
                if ((entry.getMode() & EXECUTABLE) != 0) {
                    Files.setPosixFilePermissions(file, PROGRAM);
                }
            }
        }
    }
}
