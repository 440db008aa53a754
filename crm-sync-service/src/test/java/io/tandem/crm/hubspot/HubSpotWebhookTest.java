package io.tandem.crm.hubspot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connector.Notice;
import io.tandem.crm.connector.Notification;
import io.tandem.crm.domain.RecordKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubSpotWebhookTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String SECRET = "app-secret";
    private static final String ADDRESS = "https://tandem.example/api/v1/connections/x/notices";
    private static final String BODY = "[{\"subscriptionType\":\"company.propertyChange\",\"objectId\":815}]";

    @Test
    void signatureIsTheOneThatHubSpotDocuments() {
        // Computed with: printf %s "POST$ADDRESS$BODY$MILLIS" | openssl dgst -sha256 -hmac app-secret -binary | base64
        assertTrue(HubSpotWebhook.isSigned(sent(NOW, BODY, "wJuyS2vh3F6CGK/tTmY9Au19oYi0S6uNzvs3vo471p0="), SECRET));
    }

    @Test
    void forgedMessageIsNotHeard() {
        assertFalse(HubSpotWebhook.isSigned(sent(NOW, BODY, "AAAA"), SECRET));
        assertFalse(HubSpotWebhook.isSigned(sent(NOW, BODY + " ", signature(NOW, BODY)), SECRET));
        assertFalse(HubSpotWebhook.isSigned(sent(NOW, BODY, signature(NOW, BODY)), "another"));
        assertFalse(HubSpotWebhook.isSigned(sent(NOW.plusSeconds(1), BODY, signature(NOW, BODY)), SECRET));
        assertFalse(HubSpotWebhook.isSigned(
                new Notification("POST", ADDRESS, name -> null, BODY.getBytes(UTF_8), NOW), SECRET));
    }

    @Test
    void replayedMessageIsTooOld() {
        Instant before = NOW.minusSeconds(301);
        assertFalse(HubSpotWebhook.isSigned(sent(before, BODY, signature(before, BODY)), SECRET));
        Instant ahead = NOW.plusSeconds(301);
        assertFalse(HubSpotWebhook.isSigned(sent(ahead, BODY, signature(ahead, BODY)), SECRET));
        Instant young = NOW.minusSeconds(299);
        assertTrue(HubSpotWebhook.isSigned(sent(young, BODY, signature(young, BODY)), SECRET));
    }

    @Test
    void onlyWhichRecordsItIsAboutCounts() {
        String body = "[{\"subscriptionType\":\"company.propertyChange\",\"objectId\":1,\"propertyValue\":\"forged\"},"
                + "{\"subscriptionType\":\"contact.deletion\",\"objectId\":2},"
                + "{\"subscriptionType\":\"object.merge\",\"objectTypeId\":\"0-2\",\"objectId\":3,"
                + "\"primaryObjectId\":3,\"mergedObjectIds\":[4]},"
                + "{\"subscriptionType\":\"ticket.creation\",\"objectId\":5}]";
        assertEquals(
                List.of(
                        new Notice(RecordKind.COMPANY, "1"),
                        new Notice(RecordKind.CONTACT, "2"),
                        new Notice(RecordKind.COMPANY, "3"),
                        new Notice(RecordKind.COMPANY, "3"),
                        new Notice(RecordKind.COMPANY, "4")),
                HubSpotWebhook.notices(body.getBytes(UTF_8)));
        assertEquals(List.of(), HubSpotWebhook.notices("no json".getBytes(UTF_8)));
    }

    private static String signature(Instant at, String body) {
        return HubSpotWebhook.signature(sent(at, body, null), Long.toString(at.toEpochMilli()), SECRET);
    }

    private static Notification sent(Instant at, String body, String signature) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-HubSpot-Signature-v3", signature);
        headers.put("X-HubSpot-Request-Timestamp", Long.toString(at.toEpochMilli()));
        return new Notification("POST", ADDRESS, headers::get, body.getBytes(UTF_8), NOW);
    }
}
