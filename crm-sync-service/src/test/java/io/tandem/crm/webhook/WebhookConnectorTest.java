package io.tandem.crm.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.web.outbound.OutboundHttp;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookConnectorTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Vertx vertx = Vertx.vertx();
    private final WireMockServer listener =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final WebhookConnector connector = new WebhookConnector();

    @BeforeEach
    void somebodyListens() {
        listener.start();
        answers(204);
    }

    @AfterEach
    void stop() {
        listener.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoeverListensCanTellThatItIsUs() throws Exception {
        UUID id = UUID.randomUUID();
        connector.write(
                session(SECRET),
                RecordKind.COMPANY,
                List.of(new OutgoingRecord(id, null, Map.of("grade", "B3"), null, 1)));
        LoggedRequest heard = heard().get(0);
        new Webhook(SECRET)
                .verify(
                        heard.getBodyAsString(),
                        Map.of(
                                "webhook-id", List.of(heard.getHeader("webhook-id")),
                                "webhook-timestamp", List.of(heard.getHeader("webhook-timestamp")),
                                "webhook-signature", List.of(heard.getHeader("webhook-signature"))));
        JsonNode message = new ObjectMapper().readTree(heard.getBody());
        assertEquals("records.changed", message.path("type").asText());
        assertEquals(
                "B3",
                message.path("data")
                        .path("records")
                        .path(0)
                        .path("fields")
                        .path("grade")
                        .asText());
    }

    @Test
    void sameMessageAgainHasTheSameId() throws CrmException {
        List<OutgoingRecord> records =
                List.of(new OutgoingRecord(UUID.randomUUID(), null, Map.of("grade", "B3"), null, 1));
        connector.write(session(SECRET), RecordKind.COMPANY, records);
        connector.write(session(SECRET), RecordKind.COMPANY, records);
        assertEquals(heard().get(0).getHeader("webhook-id"), heard().get(1).getHeader("webhook-id"));
    }

    @Test
    void failuresAreKnownForWhatTheyAre() {
        assertEquals(CrmException.Kind.DENIED, failure(410));
        assertEquals(CrmException.Kind.DENIED, failure(302));
        assertEquals(CrmException.Kind.UNKNOWN, failure(500));
        assertEquals(CrmException.Kind.BUSY, failure(429));
        assertEquals(CrmException.Kind.REFUSED, failure(400));
        assertEquals(
                CrmException.Kind.DENIED,
                assertThrows(CrmException.class, () -> connector.test(session("")))
                        .kind());
    }

    private CrmException.Kind failure(int status) {
        answers(status);
        return assertThrows(CrmException.class, () -> connector.test(session(SECRET)))
                .kind();
    }

    private void answers(int status) {
        listener.stubFor(
                WireMock.post(WireMock.anyUrl()).willReturn(WireMock.aResponse().withStatus(status)));
    }

    private List<LoggedRequest> heard() {
        return listener.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/hooks/tandem")));
    }

    private CrmSession session(String secret) {
        return new CrmSession(
                UUID.randomUUID(),
                URI.create("http://127.0.0.1:" + listener.port() + "/hooks/tandem"),
                Map.of("secret", secret),
                OutboundHttp.forThisMachine(vertx),
                Duration.ofSeconds(20));
    }
}
