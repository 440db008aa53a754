package io.tandem.crm.connector;

import io.tandem.crm.domain.RateLimits;
import io.tandem.kit.web.outbound.AddressRefusedException;
import io.tandem.kit.web.outbound.OutboundAnswer;
import io.tandem.kit.web.outbound.OutboundCall;
import io.tandem.kit.web.outbound.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Talks to one CRM with one set of credentials, and learns from its answers how much it may be asked. */
public final class CrmSession {
    private static final int MOST_WORDS = 500;

    private final UUID connectionId;
    private final URI address;
    private final Map<String, String> credentials;
    private final OutboundHttp http;
    private final Duration within;
    private int calls;
    private Duration rest;

    /** @param within how long one call may take, to the last byte of the answer */
    public CrmSession(
            UUID connectionId, URI address, Map<String, String> credentials, OutboundHttp http, Duration within) {
        this.connectionId = connectionId;
        this.address = address;
        this.credentials = credentials;
        this.http = http;
        this.within = within;
    }

    public UUID connectionId() {
        return connectionId;
    }

    /** A part of the credentials. Those without which there is nothing to do were asked for when connecting. */
    public Optional<String> credential(String name) {
        return Optional.ofNullable(credentials.get(name));
    }

    /** How many calls were made. */
    public int calls() {
        return calls;
    }

    /** How long the last answers ask to rest before the next call. */
    public Optional<Duration> rest() {
        return Optional.ofNullable(rest);
    }

    /**
     * Sends to a path below the CRM's address.
     *
     * @return an answer that is no worse than a refusal of what was sent: 2xx, or 4xx but 401, 403, 408, 425 and 429
     */
    public OutboundAnswer send(String method, String path, Map<String, String> headers, byte[] body)
            throws CrmException {
        OutboundAnswer answer = answer(method, path, headers, body);
        int status = answer.status();
        if (status == 429
                || status < 200
                || (status >= 300 && status < 400)
                || status == 401
                || status == 403
                || status == 408
                || status == 425
                || status >= 500) {
            throw failure(answer);
        }
        return answer;
    }

    /** What an answer that is no success says of the call. */
    public static CrmException failure(OutboundAnswer answer) {
        int status = answer.status();
        Optional<Duration> asked = RateLimits.retryAfter(answer.headers(), Instant.now());
        if (status == 429 || (status == 503 && asked.isPresent())) {
            return CrmException.busy(
                    words(answer),
                    asked.or(() -> RateLimits.rest(answer.headers())).orElse(null));
        }
        if (status == 401 || status == 403 || (status >= 300 && status < 400)) {
            return CrmException.denied(words(answer));
        }
        return status >= 500 || status == 408 || status == 425 || status < 200
                ? CrmException.unknown(words(answer), null)
                : CrmException.refused(words(answer));
    }

    /** Sends to a path below the CRM's address, whatever the status of the answer. */
    public OutboundAnswer answer(String method, String path, Map<String, String> headers, byte[] body)
            throws CrmException {
        calls++;
        URI uri = URI.create(address.toString().replaceAll("/+$", "") + path);
        try {
            OutboundAnswer answer = http.send(new OutboundCall(method, uri, headers, body, within));
            RateLimits.rest(answer.headers()).ifPresent(duration -> rest = duration);
            return answer;
        } catch (AddressRefusedException e) {
            throw CrmException.denied(e.getMessage());
        } catch (IOException e) {
            throw CrmException.unknown(e.getMessage(), e);
        }
    }

    /** An answer in the CRM's own words, with its status. */
    public static String words(OutboundAnswer answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8)
                .replace('\u0000', ' ')
                .strip();
        return "HTTP " + answer.status()
                + (text.isEmpty() ? "" : ": " + text.substring(0, Math.min(MOST_WORDS, text.length())));
    }
}
