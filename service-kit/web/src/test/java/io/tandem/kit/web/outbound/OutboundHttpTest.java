package io.tandem.kit.web.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {
    private static Vertx vertx;
    private static String place;

    @BeforeAll
    static void somebodyAnswers() {
        vertx = Vertx.vertx();
        int port = vertx.createHttpServer()
                .requestHandler(request -> {
                    switch (request.path()) {
                        case "/elsewhere" ->
                            request.response()
                                    .setStatusCode(302)
                                    .putHeader("Location", "/told")
                                    .end();
                        case "/silent" -> request.response().setChunked(true).write("a");
                        case "/long" -> request.response().end("x".repeat(2_000));
                        default ->
                            request.response().putHeader("Retry-After", "7").end("told");
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        place = "http://127.0.0.1:" + port;
    }

    @AfterAll
    static void nobodyAnswers() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void answerIsTakenWhole() throws IOException {
        OutboundAnswer answer = http(true).send(call(place + "/", Duration.ofSeconds(20)));

        assertEquals(200, answer.status());
        assertEquals("told", new String(answer.body(), UTF_8));
        assertEquals("7", answer.header("retry-after").orElseThrow());
    }

    @Test
    void redirectIsAnAnswerAndNotFollowed() throws IOException {
        assertEquals(
                302,
                http(true)
                        .send(call(place + "/elsewhere", Duration.ofSeconds(20)))
                        .status());
    }

    @Test
    void answerThatDoesNotEndIsGivenUp() {
        assertThrows(IOException.class, () -> http(true).send(call(place + "/silent", Duration.ofMillis(300))));
    }

    @Test
    void answerThatIsTooLongIsGivenUp() {
        assertThrows(IOException.class, () -> http(true).send(call(place + "/long", Duration.ofSeconds(20))));
    }

    @Test
    void onlyHttpsIsCalled() {
        for (String address : new String[] {place, "ftp://crm.example", "https:///path", "https://a:b@crm.example"}) {
            assertThrows(AddressRefusedException.class, () -> http(false).check(URI.create(address)), address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]", "0.0.0.0"})
    void inwardPlacesAreNotCalled(String host) {
        assertThrows(AddressRefusedException.class, () -> http(false)
                .send(call("https://" + host + "/", Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.169.254",
                "0.1.2.3",
                "192.0.0.8",
                "198.18.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "224.0.0.1",
                "fd00:ec2::254",
                "fe80::1",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "2002:7f00:1::",
                "64:ff9b::a00:1",
                "2001:0:1::1",
                "ff02::1",
                "::10.0.0.1"
            })
    void addressIsInward(String address) throws IOException {
        assertFalse(OutboundAddresses.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1", "2a00:1450:4001::1"})
    void addressIsPublic(String address) throws IOException {
        assertTrue(OutboundAddresses.isPublic(InetAddress.getByName(address)));
    }

    private static OutboundHttp http(boolean local) {
        return new OutboundHttp(vertx, local, 2_000, 1_000);
    }

    private static OutboundCall call(String address, Duration within) {
        return new OutboundCall("GET", URI.create(address), Map.of(), null, within);
    }
}
