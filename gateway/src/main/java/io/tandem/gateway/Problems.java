package io.tandem.gateway;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Problem details (RFC 9457) of the gateway's own refusals. */
final class Problems {
    static final String CONTENT_TYPE = "application/problem+json";

    private Problems() {}

    static JsonObject body(int status, String title, String detail) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }

    static void answer(HttpServerResponse response, int status, String title, String detail) {
        if (!response.headWritten()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", CONTENT_TYPE)
                    .end(body(status, title, detail).toBuffer());
        }
    }
}
