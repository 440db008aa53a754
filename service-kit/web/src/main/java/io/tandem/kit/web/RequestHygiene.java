package io.tandem.kit.web;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/**
 * Refuses requests before anything else looks at them: paths that two parties can read differently (which is how
 * path-based access rules are bypassed), the encoded character NUL, and bodies that announce to be too large.
 */
@ApplicationScoped
public class RequestHygiene {
    private static final int BEFORE_ALL_OTHERS = 1000;
    private static final int AFTER_BODY_LIMIT = 1;
    private static final int MORE_THAN_A_CHUNK = 64 * 1024;
    private static final Pattern AMBIGUOUS =
            Pattern.compile("[;\\\\]|//|%(2f|5c|3b)|/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

    @Inject
    BodyLimits limits;

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_OTHERS);
        filters.register(this::leaveUnannouncedLengthToTheReader, AFTER_BODY_LIMIT);
    }

    static boolean isAmbiguous(String rawPath) {
        return AMBIGUOUS.matcher(rawPath).find();
    }

    private void check(RoutingContext context) {
        var request = context.request();
        if (request.path() == null || isAmbiguous(request.path())) {
            VertxProblems.end(context, Problem.badRequest("The path holds characters that can be read in two ways."));
        } else if (request.uri().contains("%00")) {
            VertxProblems.end(context, Problem.badRequest("The address holds the character NUL, which is no text."));
        } else if (announcedLength(request) > limits.of(request.path())) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            VertxProblems.end(context, Problem.tooLarge(HttpFaults.detail(413, null)));
        } else {
            context.next();
        }
    }

    /** Quarkus would end the answer without a body as soon as the limit is passed: {@link RequestBody} is to be first. */
    private void leaveUnannouncedLengthToTheReader(RoutingContext context) {
        context.put(
                VertxHttpRecorder.MAX_REQUEST_SIZE_KEY,
                limits.of(context.request().path()) + MORE_THAN_A_CHUNK);
        context.next();
    }

    private static long announcedLength(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException refusedByVertx) {
            return 0;
        }
    }
}
