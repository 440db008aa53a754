package io.tandem.scoring.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.kit.web.ApiKey;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.intake.Envelope.Slice;
import io.tandem.scoring.intake.RejectedEvents.RejectedEvent;
import io.tandem.scoring.intake.TrackingAnswer.Rejection;
import io.tandem.scoring.sources.Sources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Takes one call of an SDK: who sends, what of it is sound, and where it is kept. */
@ApplicationScoped
class TrackingService {
    private final Sources sources;
    private final EventStore store;
    private final RejectedEvents rejects;
    private final ExecutorService workers;
    private final Counter accepted;
    private final Counter rejected;

    @Inject
    TrackingService(
            Sources sources, EventStore store, RejectedEvents rejects, ExecutorService workers, MeterRegistry metrics) {
        this.sources = sources;
        this.store = store;
        this.rejects = rejects;
        this.workers = workers;
        this.accepted = metrics.counter("tandem.intake.events", "outcome", "accepted");
        this.rejected = metrics.counter("tandem.intake.events", "outcome", "rejected");
    }

    /** Completes when all that is accepted, and all that is not, is stored. Never waits in the caller's thread. */
    CompletableFuture<TrackingAnswer> take(Call call, String authorization, byte[] body, Instant receivedAt) {
        Optional<String> inHeader = ApiKey.presented(authorization, null);
        if (inHeader.isPresent()) {
            // Before anything is read: strangers cost as little as possible.
            return sourceOf(inHeader.get()).thenCompose(source -> {
                Envelope envelope = Envelope.read(body);
                if (envelope.writeKey() != null) {
                    ApiKey.presented(authorization, envelope.writeKey());
                }
                return take(call, envelope, source, receivedAt);
            });
        }
        Envelope envelope = Envelope.read(body);
        Optional<String> inBody = ApiKey.presented(null, envelope.writeKey());
        if (call == Call.METRICS && inBody.isEmpty()) {
            // Browser SDKs send no key with these.
            return CompletableFuture.completedFuture(TrackingAnswer.accepted(0));
        }
        return sourceOf(inBody.orElseThrow(() -> Problem.unauthorized("a write key is missing")))
                .thenCompose(source -> take(call, envelope, source, receivedAt));
    }

    private CompletableFuture<UUID> sourceOf(String writeKey) {
        return sources.known(writeKey)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.supplyAsync(() -> sources.require(writeKey), workers));
    }

    private CompletableFuture<TrackingAnswer> take(Call call, Envelope envelope, UUID source, Instant receivedAt) {
        if (call == Call.METRICS) {
            return CompletableFuture.completedFuture(TrackingAnswer.accepted(0));
        }
        return call.isSingle()
                ? takeSingle(call, envelope, source, receivedAt)
                : takeBatch(envelope, source, receivedAt);
    }

    private CompletableFuture<TrackingAnswer> takeSingle(
            Call call, Envelope envelope, UUID source, Instant receivedAt) {
        if (envelope.body().length > Limits.EVENT_BYTES) {
            throw Problem.tooLarge("an event has at most %d bytes".formatted(Limits.EVENT_BYTES));
        }
        try {
            EventReader reader = EventReader.ofSingle(envelope, source, receivedAt);
            return store.store(List.of(reader.readSingle(call))).thenApply(stored -> {
                accepted.increment();
                return TrackingAnswer.accepted(1);
            });
        } catch (Rejected reason) {
            throw Problem.badRequest(reason.getMessage());
        }
    }

    private CompletableFuture<TrackingAnswer> takeBatch(Envelope envelope, UUID source, Instant receivedAt) {
        if (envelope.events() == null) {
            throw Problem.badRequest("the body must have a list named batch");
        }
        if (envelope.context() != null
                && (long) envelope.context().length() * envelope.events().size() > Limits.SHARED_CONTEXT_BYTES) {
            throw Problem.tooLarge("the context beside the batch is too large for so many events");
        }
        EventReader reader = readerOfBatch(envelope, source, receivedAt);
        List<AcceptedEvent> sound = new ArrayList<>(envelope.events().size());
        List<RejectedEvent> unsound = new ArrayList<>();
        for (int i = 0; i < envelope.events().size(); i++) {
            Slice slice = envelope.events().get(i);
            try {
                sound.add(reader.readItem(slice));
            } catch (Rejected reason) {
                int end = Math.min(slice.end(), slice.start() + Limits.EVENT_BYTES);
                String start = new String(envelope.body(), slice.start(), end - slice.start(), StandardCharsets.UTF_8);
                unsound.add(new RejectedEvent(i, reason.getMessage(), start));
            }
        }
        CompletableFuture<Void> stored = store.store(sound);
        if (!unsound.isEmpty()) {
            stored = stored.thenRunAsync(() -> rejects.add(source, receivedAt, unsound), workers);
        }
        return stored.thenApply(done -> {
            accepted.increment(sound.size());
            rejected.increment(unsound.size());
            return new TrackingAnswer(
                    true,
                    sound.size(),
                    unsound.stream()
                            .map(event -> new Rejection(event.index(), event.reason()))
                            .toList());
        });
    }

    private static EventReader readerOfBatch(Envelope envelope, UUID source, Instant receivedAt) {
        try {
            return EventReader.ofBatch(envelope, source, receivedAt);
        } catch (Rejected sharedContext) {
            throw Problem.badRequest(sharedContext.getMessage());
        }
    }
}
