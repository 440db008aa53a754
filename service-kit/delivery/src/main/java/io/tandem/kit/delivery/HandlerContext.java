package io.tandem.kit.delivery;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.tandem.contracts.Event;
import org.jboss.logging.MDC;

/** Runs a handler inside the trace of its event, with the event and its account in every log line. */
final class HandlerContext {
    private static final String EVENT_ID = "eventId";
    private static final String ACCOUNT_ID = "accountId";

    private HandlerContext() {}

    static void run(String consumer, Incoming incoming, Runnable handler) {
        Context trace = CloudEventHeaders.trace(incoming.headers());
        Span span = GlobalOpenTelemetry.getTracer("io.tandem.kit.delivery")
                .spanBuilder(consumer)
                .setParent(trace)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.destination.name", incoming.raw().topic())
                .startSpan();
        MDC.put(EVENT_ID, incoming.eventId().toString());
        if (incoming.event() instanceof Event.OfAccount ofAccount && ofAccount.accountId() != null) {
            MDC.put(ACCOUNT_ID, ofAccount.accountId().toString());
        }
        try {
            span.storeInContext(trace).wrap(handler).run();
        } catch (RuntimeException failure) {
            span.setStatus(StatusCode.ERROR);
            span.recordException(failure);
            throw failure;
        } finally {
            MDC.remove(EVENT_ID);
            MDC.remove(ACCOUNT_ID);
            span.end();
        }
    }
}
