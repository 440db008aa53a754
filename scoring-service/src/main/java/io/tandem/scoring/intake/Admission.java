package io.tandem.scoring.intake;

import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what is being stored at one time: more would only wait in memory, and be lost with it. */
@ApplicationScoped
class Admission {
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final IntakeConfig config;

    @Inject
    Admission(IntakeConfig config) {
        this.config = config;
    }

    /** Lets a request in, or answers 429. Whoever was let in must leave. */
    Ticket enter(int size) {
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

    /** One request that is inside; a sender who hangs up may leave while the work goes on. */
    final class Ticket {
        private int held;
        private boolean left;

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

        synchronized void leave() {
            if (!left) {
                left = true;
                bytes.addAndGet(-held);
                requests.decrementAndGet();
            }
        }
    }
}
