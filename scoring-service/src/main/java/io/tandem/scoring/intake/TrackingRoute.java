package io.tandem.scoring.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes the usual calls, short and not compressed, where they arrive: before what looks for tokens, which these have none of,
 * and past REST, which alone would take longer than all the rest. Every other call is {@link TrackingResource}'s, and both
 * answer alike.
 */
@ApplicationScoped
class TrackingRoute {
    /** What is read in well under a millisecond is read by the thread that receives it, before others that arrive there. */
    private static final int QUICK_BYTES = 64 * 1024;

    private static final int AFTER_ADMISSION = Admission.BEFORE_ALL_THAT_READS - 1;
    private static final String PATH = "/v1/";
    private static final String JSON = "application/json;charset=UTF-8";

    @Inject
    TrackingService service;

    @Inject
    ObjectMapper json;

    void register(@Observes Filters filters) {
        filters.register(this::takeIfQuick, AFTER_ADMISSION);
    }

    private void takeIfQuick(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Call> call =
                request.method() == HttpMethod.POST && request.path().startsWith(PATH)
                        ? Call.ofPath(request.path().substring(PATH.length()))
                        : Optional.empty();
        if (call.isEmpty() || !isQuick(request)) {
            context.next();
            return;
        }
        request.body().onSuccess(body -> take(call.get(), body.getBytes(), context));
        request.resume();
    }

    private static boolean isQuick(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null
                && Long.parseLong(length) <= QUICK_BYTES
                && !request.headers().contains(HttpHeaders.CONTENT_ENCODING)
                && !request.headers().contains(HttpHeaders.EXPECT);
    }

    private void take(Call call, byte[] body, RoutingContext context) {
        Admission.Ticket ticket = Admission.ticketOf(context);
        Context here = Vertx.currentContext();
        answer(call, context.request().getHeader(HttpHeaders.AUTHORIZATION), body)
                .whenComplete((answer, failure) -> {
                    ticket.leave();
                    here.runOnContext(back -> end(context, answer, failure));
                });
    }

    private CompletableFuture<TrackingAnswer> answer(Call call, String authorization, byte[] body) {
        try {
            return service.take(call, authorization, body, Instant.now());
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void end(RoutingContext context, TrackingAnswer answer, Throwable failure) {
        if (failure != null) {
            context.fail(failure);
        } else if (!context.response().closed()) {
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(Buffer.buffer(written(answer)));
        }
    }

    private byte[] written(TrackingAnswer answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
