package io.tandem.scoring.usage;

import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.scoring.score.ScoringPace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class TrackedEventsConsumer {
    @Inject
    EventIntake intake;

    @Inject
    UsageService usage;

    @Inject
    ScoringPace pace;

    @Incoming("tracked-events")
    public void on(ConsumerRecords<String, byte[]> records) {
        String who = Thread.currentThread().getName();
        pace.counting(who, newest(records), Instant.now());
        try {
            intake.handleInBulk("scoring.tracked-events", records, TrackedEvent.class, usage::count);
        } finally {
            pace.counted(who, Instant.now());
        }
    }

    /** When the last of them was accepted. */
    private static Instant newest(ConsumerRecords<String, byte[]> records) {
        long newest = 0;
        for (ConsumerRecord<String, byte[]> record : records) {
            newest = Math.max(newest, record.timestamp());
        }
        return Instant.ofEpochMilli(newest);
    }
}
