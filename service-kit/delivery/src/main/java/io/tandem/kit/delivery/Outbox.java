package io.tandem.kit.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Events that are published if and only if the current transaction commits. Events of one key are published in the
 * order in which their transactions commit.
 */
@ApplicationScoped
public class Outbox {
    @Inject
    TransactionSynchronizationRegistry transactions;

    @Inject
    OutboxTable table;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "quarkus.application.name")
    String service;

    /** Appends an event to the current transaction and returns its id. */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID append(String topic, Event event) {
        UUID id = UUID.randomUUID();
        String type = CloudEventHeaders.typeOf(event.getClass());
        Map<String, String> headers = CloudEventHeaders.of(id, type, service, event.key(), Instant.now());
        add(OutboxRow.of(topic, event.key(), id, headers, serialise(event)));
        return id;
    }

    /**
     * Withdraws the events of a topic that contain one of the texts and are not sent yet, and tells how many. Those
     * appended by the current transaction are not among them.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int removeContaining(String topic, Collection<String> texts) {
        return table.deleteMatching(topic, TextPattern.of(texts));
    }

    /** Appends a record as it is, to dead-letter or to repeat one that was received. */
    @Transactional(Transactional.TxType.MANDATORY)
    void appendRaw(String topic, String key, UUID eventId, Map<String, String> headers, byte[] payload) {
        add(OutboxRow.of(topic, key, eventId, headers, payload));
    }

    private void add(OutboxRow row) {
        PendingRows pending = (PendingRows) transactions.getResource(PendingRows.class);
        if (pending == null) {
            pending = new PendingRows(transactions, table);
            transactions.putResource(PendingRows.class, pending);
            transactions.registerInterposedSynchronization(pending);
        }
        pending.add(row);
    }

    private byte[] serialise(Event event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(
                    "Cannot write " + event.getClass().getName(), notJson);
        }
    }
}
