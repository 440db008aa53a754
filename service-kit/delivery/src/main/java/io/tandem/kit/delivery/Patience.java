package io.tandem.kit.delivery;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Repeats work for as long as only its surroundings fail, and knows who is waiting, for the readiness check. */
@ApplicationScoped
class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final long FIRST_WAIT_MILLIS = 50;
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final Map<String, String> waiting = new ConcurrentHashMap<>();
    private final Map<String, Instant> working = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** Before anybody waits for those who are patient. */
    void onStop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent shutdown) {
        stopping = true;
    }

    /** True once the process has been told to end: what fails from then on says nothing about the record. */
    boolean isStopping() {
        return stopping;
    }

    /** Returns when the work has succeeded; throws what is no passing trouble. */
    void whileTransient(String consumer, Runnable work) {
        // A consumer may run on several threads, of which one may wait and the other work.
        String who = consumer + " on " + Thread.currentThread().getName();
        long wait = FIRST_WAIT_MILLIS;
        try {
            while (true) {
                working.put(who, Instant.now());
                try {
                    work.run();
                    return;
                } catch (RuntimeException failure) {
                    if (!Failures.isTransient(failure)) {
                        throw failure;
                    }
                    if (wait >= LONGEST_WAIT_MILLIS && waiting.put(who, failure.toString()) == null) {
                        LOG.warnf(failure, "%s waits for its surroundings", who);
                    }
                    working.remove(who);
                    wait = sleep(wait, failure);
                }
            }
        } finally {
            working.remove(who);
            if (waiting.remove(who) != null) {
                LOG.infof("%s goes on", who);
            }
        }
    }

    /** Consumers that have waited for seconds, and for what. */
    Map<String, String> waiting() {
        return Map.copyOf(waiting);
    }

    /** Consumers at work on one attempt, and since when. */
    Map<String, Instant> working() {
        return Map.copyOf(working);
    }

    private long sleep(long wait, RuntimeException failure) {
        if (stopping) {
            // Unacknowledged, so the record is delivered again after the restart.
            throw new IllegalStateException("Stopped while waiting", failure);
        }
        try {
            TimeUnit.MILLISECONDS.sleep(wait);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", failure);
        }
        return Math.min(LONGEST_WAIT_MILLIS, wait * 2);
    }
}
