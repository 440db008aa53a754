package io.tandem.scoring.domains;

import io.tandem.contracts.DomainClassified;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Handlers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class DomainsConsumer {
    @Inject
    EventIntake intake;

    @Inject
    DomainRepository repository;

    @Inject
    Domains domains;

    @Incoming("domains")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handle(
                "scoring.domains",
                records,
                Handlers.on(DomainClassified.class, classified -> repository.save(classified.event())));
        domains.reload();
    }
}
