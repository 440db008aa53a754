package io.tandem.e2e;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A whole Tandem of its own for these tests, started by {@code ./tandem up} beside any other on this machine. */
final class Stand {
    private static final Path ROOT =
            Path.of(System.getProperty("tandem.root")).toAbsolutePath().normalize();
    private static final Path HOME = ROOT.resolve("e2e/target/stand");
    private static final int PORT_OFFSET = 2000;
    private static final String CLIENT = "tandem-cli";
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    private record Token(String value, Instant until) {}

    private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

    /** Started by the first test that asks for it. */
    private static final class Running {
        static final String WRITE_KEY = start();

        static String url() {
            return "http://localhost:" + (8080 + PORT_OFFSET);
        }
    }

    private Stand() {}

    static Path root() {
        return ROOT;
    }

    static String url() {
        return Running.url();
    }

    /** Where a part listens that has this port by default. */
    static int port(int usual) {
        return usual + PORT_OFFSET;
    }

    /** The write key of the stand's demo source. */
    static String writeKey() {
        return Running.WRITE_KEY;
    }

    /** A token of a demo user from the real Keycloak. */
    static String token(String user) {
        return TOKENS.compute(
                        user,
                        (name, known) -> known != null && known.until().isAfter(Instant.now())
                                ? known
                                : new Token(login(name, CLIENT), Instant.now().plus(TOKEN_LIFE)))
                .value();
    }

    static String tokenOfOtherAudience() {
        return login("admin", "other-app");
    }

    /** {@code kill -9}; the supervisor starts it again. */
    static void kill(String part) {
        running("kill", part);
    }

    static void stop(String part) {
        running("stop", part);
    }

    static void start(String part) {
        running("start", part);
    }

    static void awaitHealthy() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> given().baseUri(url()).get("/health").statusCode() == 200);
    }

    /** Stops every process of the stand; its data stays for whoever wants to know why a test failed. */
    static void end() {
        tandem("down");
    }

    private static String start() {
        tandem("down", "--purge");
        tandem("up");
        return tandem("key");
    }

    /** Any test may be the first. */
    private static void running(String... arguments) {
        url();
        tandem(arguments);
    }

    private static String login(String user, String client) {
        url();
        return given().baseUri("http://localhost:" + (8180 + PORT_OFFSET))
                .formParam("grant_type", "password")
                .formParam("client_id", client)
                .formParam("username", user)
                .formParam("password", user)
                .post("/realms/tandem/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private static String tandem(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = ROOT.resolve("tandem").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("TANDEM_HOME", HOME.toString());
        builder.environment().put("TANDEM_PORT_OFFSET", Integer.toString(PORT_OFFSET));
        // The build that runs these tests has just built everything; building again would build it under its feet.
        builder.environment().put("TANDEM_BUILD", "never");
        try {
            Process process = builder.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("./tandem " + String.join(" ", arguments) + " failed:\n" + output);
            }
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
