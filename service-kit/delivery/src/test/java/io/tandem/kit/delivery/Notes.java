package io.tandem.kit.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A service that stores the notes it hears of, and fails as the tests tell it. */
@ApplicationScoped
public class Notes {
    static final String CONSUMER = "test.notes";
    static final String BULK_CONSUMER = "test.bulk-notes";

    private final Map<String, Consumer<NoteTaken>> trouble = new ConcurrentHashMap<>();

    @Inject
    EventIntake intake;

    @Inject
    EntityManager entities;

    @Incoming("notes")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(CONSUMER, records, Handlers.on(NoteTaken.class, received -> store(received.event())));
    }

    @Incoming("bulk-notes")
    public void onBulk(ConsumerRecords<String, byte[]> records) {
        intake.handleInBulk(BULK_CONSUMER, records, NoteTaken.class, all -> all.forEach(one -> store(one.event())));
    }

    /** What happens before a note of this text is stored. */
    void whenStoring(String text, Consumer<NoteTaken> happens) {
        trouble.put(text, happens);
    }

    void heal(String text) {
        trouble.remove(text);
    }

    @Transactional
    List<String> textsOf(UUID account) {
        return entities.createQuery("SELECT n.text FROM Note n WHERE n.account = ?1", String.class)
                .setParameter(1, account)
                .getResultList();
    }

    private void store(NoteTaken note) {
        entities.persist(new Note(note.accountId(), note.text()));
        entities.flush();
        trouble.getOrDefault(note.text(), untroubled -> {}).accept(note);
    }
}
