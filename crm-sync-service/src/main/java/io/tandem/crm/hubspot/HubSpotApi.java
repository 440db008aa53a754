package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.Json;
import io.tandem.kit.web.outbound.OutboundAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls of HubSpot, each with the token of a private app. */
final class HubSpotApi {
    private final CrmSession session;

    HubSpotApi(CrmSession session) {
        this.session = session;
    }

    JsonNode get(String path) throws CrmException {
        return body(session.send("GET", path, headers(), null));
    }

    JsonNode post(String path, Object body) throws CrmException {
        return body(postRaw(path, body));
    }

    /** The answer even if it is a refusal. */
    OutboundAnswer postRaw(String path, Object body) throws CrmException {
        return session.send("POST", path, headers(), Json.write(body));
    }

    private Map<String, String> headers() {
        return Map.of(
                "Authorization", "Bearer " + session.credential("accessToken").orElse(""),
                "Content-Type", "application/json",
                "Accept", "application/json");
    }

    private static JsonNode body(OutboundAnswer answer) throws CrmException {
        if (!answer.isSuccess()) {
            throw CrmException.refused(words(answer));
        }
        return Json.read(answer);
    }

    /** HubSpot's own message, if there is one. */
    static String words(OutboundAnswer answer) {
        try {
            String message = Json.text(Json.read(answer), "message");
            return message == null ? CrmSession.words(answer) : "HTTP " + answer.status() + ": " + message;
        } catch (CrmException notJson) {
            return CrmSession.words(answer);
        }
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
