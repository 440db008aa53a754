package io.tandem.e2e;

import static io.restassured.RestAssured.given;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process of a service beside those of the stand, on the stand's database and broker. */
final class ServiceInstance implements AutoCloseable {
    private final String name;
    private final String module;
    private final String database;
    private final int port;
    private final Map<String, String> settings;
    private Process process;

    /**
     * @param service such as {@code scoring}: the first part of the module's name, and the name of the database
     * @param settings environment variables that only this process has
     */
    ServiceInstance(String name, String service, int port, Map<String, String> settings) {
        this(name, service + "-service", service, port, settings);
    }

    ServiceInstance(String name, String module, String database, int port, Map<String, String> settings) {
        this.name = name;
        this.module = module;
        this.database = database;
        this.port = port;
        this.settings = settings;
    }

    /** Returns when it is ready. */
    void start() throws IOException {
        Path program = Stand.root().resolve(module + "/target/quarkus-app/quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                program.toString()));
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://127.0.0.1:" + Stand.port(15432) + "/" + database,
                        "TANDEM_KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:" + Stand.port(19092),
                        "TANDEM_OIDC_ISSUER",
                        "http://localhost:" + Stand.port(8180) + "/realms/tandem",
                        "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                        "false"));
        builder.environment().putAll(settings);
        File log = Stand.root().resolve("e2e/target/" + name + ".log").toFile();
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        Awaitility.await(name + " to be ready")
                .atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .until(() -> given().baseUri("http://localhost:" + port)
                                .get("/q/health/ready")
                                .statusCode()
                        == 200);
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            Awaitility.await(name + " to end").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
        } finally {
            // The stand's own instance wants its port back, whatever is wrong with this one.
            process.destroyForcibly();
        }
    }
}
