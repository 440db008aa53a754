package io.tandem.local.supervise;

import io.tandem.local.infra.Archives;
import io.tandem.local.infra.Cache;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.PostgresAddress;
import io.tandem.local.stand.RunFiles;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keycloak with the realm of the demo, unpacked and optimised for PostgreSQL once per user. */
public final class Keycloak {
    private static final int HEAP_MEGABYTES = 256;
    private static final List<String> BUILD_OPTIONS = List.of("--db=postgres");
    /** What Keycloak's own start script opens; the script is left out because it would stand between us and the JVM. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:MaxMetaspaceSize=256m",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000");

    private Keycloak() {}

    /** Unpacks and optimises the distribution that the build has fetched. Does nothing the second time. */
    public static Path install(Stand stand) throws IOException, InterruptedException {
        Path distribution = distribution(stand);
        String version = distribution.getFileName().toString().replace(".tar.gz", "");
        return Cache.once(version + "-jdk" + Runtime.version().feature(), directory -> {
            try (InputStream packed = Files.newInputStream(distribution)) {
                Archives.unpackTarGz(packed, directory, 1);
            }
            Path log = directory.resolve("build.log");
            List<String> build =
                    new ArrayList<>(List.of(directory.resolve("bin/kc.sh").toString(), "build"));
            build.addAll(BUILD_OPTIONS);
            ProcessBuilder process =
                    new ProcessBuilder(build).redirectErrorStream(true).redirectOutput(log.toFile());
            process.environment().put("JAVA_HOME", System.getProperty("java.home"));
            if (process.start().waitFor() != 0) {
                throw new IOException("Keycloak could not be prepared: " + Files.readString(log));
            }
        });
    }

    /** Whether the next {@link #install} has nothing to do. */
    public static boolean isInstalled(Stand stand) throws IOException {
        String version = distribution(stand).getFileName().toString().replace(".tar.gz", "");
        return Cache.has(version + "-jdk" + Runtime.version().feature());
    }

    static void prepare(Stand stand) throws IOException, InterruptedException {
        Path home = Files.createDirectories(stand.data(PartName.KEYCLOAK));
        Path installed = install(stand);
        for (String shared : List.of("lib", "providers", "themes")) {
            Files.createSymbolicLink(cleared(home.resolve(shared)), installed.resolve(shared));
        }
        Path conf = Files.createDirectories(cleared(home.resolve("conf")));
        for (String file : List.of("keycloak.conf", "cache-ispn.xml")) {
            Files.createSymbolicLink(
                    conf.resolve(file), installed.resolve("conf").resolve(file));
        }
        Path configuration = stand.root().resolve("deploy/keycloak");
        Files.copy(configuration.resolve("quarkus.properties"), conf.resolve("quarkus.properties"));
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.copy(
                configuration.resolve("tandem-realm.json"),
                imports.resolve("tandem-realm.json"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path cleared(Path place) throws IOException {
        RunFiles.deleteTree(place);
        Files.deleteIfExists(place);
        return place;
    }

    static List<String> command(Stand stand) throws IOException, InterruptedException {
        Path home = stand.data(PartName.KEYCLOAK);
        Path library = install(stand).resolve("lib");
        List<String> line = Jvm.small(HEAP_MEGABYTES);
        line.addAll(ClassArchive.options(stand, PartName.KEYCLOAK.label(), library.resolve("quarkus-run.jar")));
        line.addAll(JVM_OPTIONS);
        line.add("-Dkc.home.dir=" + home);
        line.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        line.addAll(List.of("-cp", library.resolve("quarkus-run.jar").toString()));
        line.addAll(List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint", "start", "--optimized", "--import-realm"));
        return line;
    }

    static Map<String, String> environment(Stand stand) {
        PostgresAddress postgres = stand.postgres();
        return Map.of(
                "KC_DB_URL",
                postgres.jdbcUrl("keycloak"),
                "KC_DB_USERNAME",
                postgres.user(),
                "KC_DB_PASSWORD",
                postgres.password(),
                "KC_DB_POOL_MAX_SIZE",
                "10",
                "KC_HTTP_ENABLED",
                "true",
                "KC_HTTP_HOST",
                "127.0.0.1",
                "KC_HTTP_PORT",
                Integer.toString(stand.port(PartName.KEYCLOAK)),
                "KC_HOSTNAME",
                stand.url(PartName.KEYCLOAK).toString(),
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                "admin");
    }

    private static Path distribution(Stand stand) throws IOException {
        Path directory = stand.root().resolve("deploy/local/target/keycloak");
        try (var files = Files.newDirectoryStream(directory, "keycloak-*.tar.gz")) {
            var found = files.iterator();
            if (!found.hasNext()) {
                throw new IOException("no Keycloak distribution in " + directory);
            }
            return found.next();
        }
    }
}
