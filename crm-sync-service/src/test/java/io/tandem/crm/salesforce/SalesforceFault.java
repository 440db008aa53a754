package io.tandem.crm.salesforce;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

/** How Salesforce, or the way to it, goes wrong. */
enum SalesforceFault {
    BUSY_FOR_A_SECOND,
    BUSY,
    AWAY_FOR_A_SECOND,
    AWAY,
    LIMIT_USED_UP,
    FAILS_AFTERWARDS,
    DRIPS,
    CUT_OFF;

    /** Whether the call has no effect. */
    boolean beforehand() {
        return this != FAILS_AFTERWARDS && this != DRIPS && this != CUT_OFF;
    }

    ResponseDefinitionBuilder apply(ResponseDefinitionBuilder response, String body) {
        return switch (this) {
            case BUSY_FOR_A_SECOND -> error(response, 429, "TOO_MANY_REQUESTS").withHeader("Retry-After", "1");
            case BUSY -> error(response, 429, "TOO_MANY_REQUESTS");
            case AWAY_FOR_A_SECOND -> error(response, 503, "SERVER_UNAVAILABLE").withHeader("Retry-After", "1");
            case AWAY -> error(response, 503, "SERVER_UNAVAILABLE");
            case LIMIT_USED_UP -> error(response, 403, "REQUEST_LIMIT_EXCEEDED");
            case FAILS_AFTERWARDS -> error(response, 500, "UNKNOWN_EXCEPTION");
            case DRIPS -> response.withBody(body).withChunkedDribbleDelay(40, 60_000);
            case CUT_OFF -> response.withFault(Fault.MALFORMED_RESPONSE_CHUNK);
        };
    }

    private static ResponseDefinitionBuilder error(ResponseDefinitionBuilder response, int status, String code) {
        return response.withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("[{\"errorCode\":\"" + code + "\",\"message\":\"said so\"}]");
    }
}
