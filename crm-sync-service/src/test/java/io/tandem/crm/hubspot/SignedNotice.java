package io.tandem.crm.hubspot;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.tandem.crm.connector.Notification;
import java.time.Instant;

/** A webhook as HubSpot sends it. */
public final class SignedNotice {
    private SignedNotice() {}

    public static RequestSpecification sent(String address, String body, String secret, Instant at) {
        String millis = Long.toString(at.toEpochMilli());
        Notification notification = new Notification("POST", address, name -> null, body.getBytes(UTF_8), at);
        return given().contentType(ContentType.JSON)
                .header("X-HubSpot-Request-Timestamp", millis)
                .header("X-HubSpot-Signature-v3", HubSpotWebhook.signature(notification, millis, secret))
                .body(body.getBytes(UTF_8));
    }
}
