package io.tandem.local.infra;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** The programs of PostgreSQL for this machine, unpacked once per user from the jar that fits. */
final class PostgresBinaries {
    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    static PostgresBinaries unpacked() throws IOException, InterruptedException {
        byte[] archive;
        try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
            archive = packed.readAllBytes();
        }
        CRC32 checksum = new CRC32();
        checksum.update(archive);
        return new PostgresBinaries(Cache.once(
                "postgresql-" + Long.toHexString(checksum.getValue()),
                directory -> Archives.unpackTarXz(new ByteArrayInputStream(archive), directory)));
    }

    /** The command line that runs {@code program}, also for root, as whom PostgreSQL refuses to run. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
    }

    private static String architecture() {
        String architecture = System.getProperty("os.arch");
        return "amd64".equals(architecture) ? "x86_64" : architecture;
    }
}
