package io.tandem.crm.hubspot;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

/** How HubSpot, or the way to it, goes wrong. */
public enum HubSpotFault {
    BUSY_FOR_A_SECOND,
    BUSY,
    UNAUTHORISED,
    AWAY,
    /** Some records of the call are written, others are not. */
    PARTIAL,
    FAILS_AFTERWARDS,
    DRIPS,
    CUT_OFF;

    /** Whether the call has no effect. */
    public boolean beforehand() {
        return this == BUSY_FOR_A_SECOND || this == BUSY || this == UNAUTHORISED || this == AWAY;
    }

    ResponseDefinitionBuilder apply(ResponseDefinitionBuilder response, String body) {
        return switch (this) {
            case BUSY_FOR_A_SECOND ->
                error(response, 429, "RATE_LIMITS", "You have reached your secondly limit.")
                        .withHeader("Retry-After", "1");
            case BUSY -> error(response, 429, "RATE_LIMITS", "You have reached your ten_secondly_rolling limit.");
            case UNAUTHORISED ->
                error(response, 401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
            case AWAY -> error(response, 502, "BAD_GATEWAY", "Away");
            case FAILS_AFTERWARDS -> error(response, 500, "INTERNAL_ERROR", "There was a problem with the request.");
            case PARTIAL -> response;
            case DRIPS -> response.withBody(body).withChunkedDribbleDelay(40, 60_000);
            case CUT_OFF -> response.withFault(Fault.MALFORMED_RESPONSE_CHUNK);
        };
    }

    private static ResponseDefinitionBuilder error(
            ResponseDefinitionBuilder response, int status, String category, String message) {
        return response.withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"status\":\"error\",\"message\":\"" + message + "\",\"category\":\"" + category
                        + "\",\"correlationId\":\"00000000-0000-0000-0000-000000000000\"}");
    }
}
