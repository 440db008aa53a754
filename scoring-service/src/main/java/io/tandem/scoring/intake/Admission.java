package io.tandem.scoring.intake;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tandem.kit.web.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is being read and stored at one time: more would only wait in memory, and be lost with it. Requests are
 * counted before their body is read.
 */
@ApplicationScoped
class Admission {
    /** After the announced length is known to be allowed. */
    static final int BEFORE_ALL_THAT_READS = 900;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final IntakeConfig config;

    @Inject
    Admission(IntakeConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_ALL_THAT_READS);
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method() != HttpMethod.POST || !request.path().startsWith("/v1/")) {
            context.next();
            return;
        }
        try {
            Ticket ticket = enter(announcedLength(request));
            context.put(Ticket.class.getName(), ticket);
            context.addEndHandler(ended -> ticket.leaveUnlessKept());
            context.next();
        } catch (Problem full) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.fail(full);
        }
    }

    private static int announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? Limits.BATCH_BYTES : Integer.parseInt(length);
    }

    /** The ticket of this request, for the caller to give back. */
    static Ticket ticketOf(RoutingContext context) {
        return context.<Ticket>get(Ticket.class.getName()).keep();
    }

    /** Lets a request in, or answers 429, or 503 where no events are taken in. */
    Ticket enter(int size) {
        if (!config.enabled()) {
            throw Problem.unavailable("this instance takes no events in");
        }
        Ticket ticket = new Ticket();
        if (requests.incrementAndGet() > config.maxRequestsInFlight()) {
            ticket.leave();
            throw full();
        }
        try {
            ticket.hold(size);
        } catch (Problem full) {
            ticket.leave();
            throw full;
        }
        return ticket;
    }

    private Problem full() {
        return Problem.tooManyRequests("too much is being stored at this moment", (int)
                config.retryAfter().toSeconds());
    }

    /** One request that is inside. A sender may hang up while the work goes on: whoever works keeps the ticket. */
    final class Ticket {
        private int held;
        private boolean kept;
        private boolean left;

        private synchronized Ticket keep() {
            kept = true;
            return this;
        }

        /** The request turned out to be of this size. */
        synchronized void hold(int size) {
            if (left) {
                return;
            }
            long now = bytes.addAndGet(size - held);
            held = size;
            if (now > config.maxBytesInFlight()) {
                throw full();
            }
        }

        synchronized void leaveUnlessKept() {
            if (!kept) {
                leave();
            }
        }

        synchronized void leave() {
            if (!left) {
                left = true;
                bytes.addAndGet(-held);
                requests.decrementAndGet();
            }
        }
    }
}
