package io.tandem.routing.decision;

import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountSeparated;
import io.tandem.contracts.Event;
import io.tandem.kit.delivery.EventIntake;
import io.tandem.kit.delivery.Received;
import io.tandem.routing.account.AccountFamilies;
import io.tandem.routing.rep.PoolsLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AccountScoredConsumer {
    @Inject
    EventIntake intake;

    @Inject
    RoutingService routing;

    @Inject
    AccountFamilies families;

    @Inject
    PoolsLock pools;

    @Incoming("scores")
    public void on(ConsumerRecords<String, byte[]> records) {
        intake.handleTogether(
                "routing.account-scored",
                records,
                Set.of(AccountScored.class, AccountMerged.class, AccountSeparated.class),
                this::inOrder);
    }

    /** Scores that follow one another are routed together; a link counts for those behind it. */
    void inOrder(List<Received<? extends Event>> batch) {
        if (batch.size() > 1 && batch.stream().anyMatch(received -> !(received.event() instanceof AccountScored))) {
            // What stands before a link has locked accounts when what stands behind it needs the pools.
            pools.take();
        }
        List<AccountScored> scores = new ArrayList<>();
        for (Received<? extends Event> received : batch) {
            if (received.event() instanceof AccountScored scored) {
                scores.add(scored);
                continue;
            }
            routing.route(scores);
            scores.clear();
            if (received.event() instanceof AccountMerged merged) {
                families.merged(merged);
            } else if (received.event() instanceof AccountSeparated separated) {
                families.separated(separated);
            }
        }
        routing.route(scores);
    }
}
