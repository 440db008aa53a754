package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.Json;
import io.tandem.crm.connector.Notice;
import io.tandem.crm.connector.Notification;
import io.tandem.crm.domain.RecordKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HubSpot's webhooks. Signature v3 is base64 of HMAC-SHA256, keyed with the app's secret, over method, address, body and
 * the time of sending, which is no longer good after five minutes (developers.hubspot.com, Validating requests).
 */
final class HubSpotWebhook {
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private HubSpotWebhook() {}

    static boolean isSigned(Notification notification, String secret) {
        String signature = notification.headers().apply("X-HubSpot-Signature-v3");
        String timestamp = notification.headers().apply("X-HubSpot-Request-Timestamp");
        if (signature == null || timestamp == null || !timestamp.matches("\\d{1,15}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochMilli(Long.parseLong(timestamp)), notification.receivedAt());
        if (age.abs().compareTo(GOOD_FOR) > 0) {
            return false;
        }
        byte[] expected = signature(notification, timestamp, secret).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    static String signature(Notification notification, String timestamp, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((notification.method() + notification.uri()).getBytes(StandardCharsets.UTF_8));
            mac.update(notification.body());
            mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    /** What is told of is looked up, so that only which records it is about counts. */
    static List<Notice> notices(byte[] body) {
        List<Notice> notices = new ArrayList<>();
        try {
            for (JsonNode event : Json.read(body)) {
                kind(event).ifPresent(kind -> {
                    for (String field : List.of("objectId", "primaryObjectId", "newObjectId")) {
                        add(notices, kind, Json.text(event, field));
                    }
                    event.path("mergedObjectIds").forEach(id -> add(notices, kind, id.asText()));
                });
            }
            return notices;
        } catch (IOException signedButNoJson) {
            return List.of();
        }
    }

    private static void add(List<Notice> notices, RecordKind kind, String id) {
        if (id != null && id.matches("\\d{1,20}")) {
            notices.add(new Notice(kind, id));
        }
    }

    private static Optional<RecordKind> kind(JsonNode event) {
        String subscription = event.path("subscriptionType").asText();
        String objectType = event.path("objectTypeId").asText();
        if (subscription.startsWith("company.") || objectType.equals("0-2")) {
            return Optional.of(RecordKind.COMPANY);
        }
        if (subscription.startsWith("contact.") || objectType.equals("0-1")) {
            return Optional.of(RecordKind.CONTACT);
        }
        return subscription.startsWith("deal.") || objectType.equals("0-3")
                ? Optional.of(RecordKind.DEAL)
                : Optional.empty();
    }
}
