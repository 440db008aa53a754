package io.tandem.scoring.sources;

import io.tandem.contracts.SourceChanged;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class SourceChangedConsumer {
    @Inject
    EventIntake intake;

    @Inject
    SourceRepository repository;

    @Inject
    Sources sources;

    @Incoming("sources")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "scoring.source-changed",
                records,
                Handlers.on(SourceChanged.class, source -> repository.save(source.event())));
        sources.reload();
    }
}
