package io.tandem.kit.web;

import com.google.common.base.CharMatcher;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A refusal, answered as {@code application/problem+json} (RFC 9457). Its type is {@code about:blank} when the title
 * is the status' own phrase, else {@code urn:tandem:problem:} followed by the title as a slug.
 */
public final class Problem extends RuntimeException {
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    private static final long serialVersionUID = 1L;
    private static final CharMatcher SLUG = CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('0', '9'));

    private final int status;
    private final transient Map<String, Object> body = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    private Problem(int status, String title, String detail) {
        // A refusal is an answer, not a fault: no stack trace is worth its cost.
        super(detail, null, false, false);
        this.status = status;
        body.put("type", typeOf(status, title));
        body.put("title", title);
        body.put("status", status);
        if (detail != null) {
            body.put("detail", detail);
        }
    }

    public static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail);
    }

    /** A problem that is only its status: titled by the status' own phrase. */
    public static Problem of(int status, String detail) {
        return new Problem(status, phrase(status), detail);
    }

    public static Problem badRequest(String detail) {
        return of(400, detail);
    }

    public static Problem unauthorized(String detail) {
        return of(401, detail).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    public static Problem forbidden(String detail) {
        return of(403, detail);
    }

    public static Problem notFound(String detail) {
        return of(404, detail);
    }

    public static Problem conflict(String detail) {
        return of(409, detail);
    }

    public static Problem tooLarge(String detail) {
        return of(413, detail);
    }

    public static Problem unprocessable(String detail) {
        return of(422, detail);
    }

    public static Problem tooManyRequests(String detail, int retryAfterSeconds) {
        return of(429, detail).header(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }

    public static Problem unavailable(String detail) {
        return of(503, detail).header(HttpHeaders.RETRY_AFTER, "1");
    }

    /** Adds an extension member to the body, for example {@code errors}. */
    public Problem with(String member, Object value) {
        body.put(member, value);
        return this;
    }

    /** Sets a header of the answer. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    /** The members of the answer's body in their order. */
    public Map<String, Object> body() {
        return Collections.unmodifiableMap(body);
    }

    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    public Response toResponse() {
        var response = Response.status(status).type(MEDIA_TYPE).entity(body());
        headers.forEach(response::header);
        return response.build();
    }

    private static String typeOf(int status, String title) {
        return title.equals(phrase(status))
                ? "about:blank"
                : "urn:tandem:problem:" + SLUG.negate().trimAndCollapseFrom(title.toLowerCase(Locale.ROOT), '-');
    }

    private static String phrase(int status) {
        return switch (status) {
            case 422 -> "Unprocessable Content";
            case 413 -> "Content Too Large";
            default -> {
                var known = Response.Status.fromStatusCode(status);
                yield known == null ? "HTTP " + status : known.getReasonPhrase();
            }
        };
    }
}
