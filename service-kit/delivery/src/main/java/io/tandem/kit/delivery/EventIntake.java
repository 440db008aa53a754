package io.tandem.kit.delivery;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.contracts.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Carries polled records into a service so that each has its effect once. A batch is one transaction; when it fails,
 * each record gets a transaction of its own, so that one bad record cannot hold up the good ones around it.
 */
@ApplicationScoped
public class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final int ATTEMPTS = 3;

    @Inject
    Inbox inbox;

    @Inject
    DeadLetters deadLetters;

    @Inject
    Patience patience;

    @Inject
    ObjectMapper json;

    @Inject
    MeterRegistry metrics;

    private final Map<Class<? extends Event>, ObjectReader> readers = new ConcurrentHashMap<>();

    /** Runs the handler of each record's type, for the records this consumer has not seen before. */
    public void handle(String consumer, ConsumerRecords<String, byte[]> records, Handlers handlers) {
        process(consumer, records, handlers::typeNamed, batch -> handleUnseen(consumer, batch, handlers));
    }

    /**
     * Hands over at once, in their order, all records of these types that this consumer has not seen before. Several of
     * them have no trace and no account in common; one that is alone is handled in its own.
     */
    public void handleTogether(
            String consumer,
            ConsumerRecords<String, byte[]> records,
            Set<Class<? extends Event>> types,
            Consumer<List<Received<? extends Event>>> together) {
        Map<String, Class<? extends Event>> byName =
                types.stream().collect(Collectors.toMap(CloudEventHeaders::typeOf, Function.identity()));
        process(consumer, records, name -> Optional.ofNullable(byName.get(name)), batch -> {
            List<Incoming> unseen = unseen(consumer, batch);
            List<Received<? extends Event>> events = unseen.stream()
                    .<Received<? extends Event>>map(Incoming::received)
                    .toList();
            if (unseen.size() == 1) {
                HandlerContext.run(consumer, unseen.get(0), () -> together.accept(events));
            } else if (!unseen.isEmpty()) {
                together.accept(events);
            }
        });
    }

    /** Hands over all records of one type at once, seen before or not: the callee makes its effects idempotent. */
    public <E extends Event> void handleInBulk(
            String consumer, ConsumerRecords<String, byte[]> records, Class<E> type, Consumer<List<Received<E>>> bulk) {
        String typeName = CloudEventHeaders.typeOf(type);
        process(
                consumer,
                records,
                name -> name.equals(typeName) ? Optional.of(type) : Optional.empty(),
                batch -> handleAll(batch, type, bulk));
    }

    private void handleUnseen(String consumer, List<Incoming> batch, Handlers handlers) {
        for (Incoming incoming : unseen(consumer, batch)) {
            HandlerContext.run(consumer, incoming, () -> handlers.handle(incoming.received()));
        }
    }

    private List<Incoming> unseen(String consumer, List<Incoming> batch) {
        Set<UUID> unseen =
                inbox.firstSeen(consumer, batch.stream().map(Incoming::eventId).toList());
        // Removing it also skips the second of two deliveries within one batch.
        return batch.stream()
                .filter(incoming -> unseen.remove(incoming.eventId()))
                .toList();
    }

    private static <E extends Event> void handleAll(
            List<Incoming> batch, Class<E> type, Consumer<List<Received<E>>> bulk) {
        bulk.accept(batch.stream()
                .map(incoming -> incoming.received(type.cast(incoming.event())))
                .toList());
    }

    private void process(
            String consumer,
            ConsumerRecords<String, byte[]> records,
            Function<String, Optional<Class<? extends Event>>> types,
            Consumer<List<Incoming>> work) {
        List<Incoming> batch = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> raw : records) {
            Incoming.of(consumer, raw, types, this::reader).ifPresent(batch::add);
        }
        if (batch.isEmpty()) {
            return;
        }
        Timer.Sample timing = Timer.start(metrics);
        try {
            List<Incoming> sound =
                    batch.stream().filter(incoming -> incoming.defect() == null).toList();
            boolean together = sound.isEmpty() || succeeds(consumer, sound, work);
            batch.stream()
                    .filter(incoming -> !together || incoming.defect() != null)
                    .forEach(incoming -> handleAlone(consumer, incoming, work));
        } finally {
            timing.stop(metrics.timer("tandem.intake.batch", "consumer", consumer));
        }
    }

    /** Events grow by adding components, so a newer sender is understood as far as this service can. */
    private ObjectReader reader(Class<? extends Event> type) {
        return readers.computeIfAbsent(
                type, each -> json.readerFor(each).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
    }

    private boolean succeeds(String consumer, List<Incoming> batch, Consumer<List<Incoming>> work) {
        try {
            patience.whileTransient(
                    consumer, () -> QuarkusTransaction.requiringNew().run(() -> work.accept(batch)));
            return true;
        } catch (RuntimeException failure) {
            LOG.debugf(failure, "%s takes %d records one by one", consumer, batch.size());
            return false;
        }
    }

    private void handleAlone(String consumer, Incoming incoming, Consumer<List<Incoming>> work) {
        Exception cause = incoming.defect();
        for (int attempt = 1; cause == null || incoming.defect() == null && attempt <= ATTEMPTS; attempt++) {
            try {
                patience.whileTransient(
                        consumer, () -> QuarkusTransaction.requiringNew().run(() -> work.accept(List.of(incoming))));
                return;
            } catch (RuntimeException failure) {
                cause = failure;
            }
        }
        if (patience.isStopping()) {
            throw new IllegalStateException("Stopped; the record is delivered again after the restart", cause);
        }
        Exception reason = cause;
        patience.whileTransient(
                consumer,
                () -> HandlerContext.run(consumer, incoming, () -> deadLetters.bury(consumer, incoming, reason)));
    }
}
