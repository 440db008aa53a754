package io.tandem.scoring.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.Received;
import io.tandem.scoring.domains.Domains;
import io.tandem.scoring.identity.Attributions;
import io.tandem.scoring.identity.IdentityService;
import io.tandem.scoring.identity.Statements;
import io.tandem.scoring.models.ScoringModels;
import io.tandem.scoring.score.ScoreService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes in a batch of tracked events: each counts once, under its user, and the accounts it touches are scored. */
@ApplicationScoped
class UsageService {
    private final Partitions partitions;
    private final UsageRepository repository;
    private final IdentityService identities;
    private final ScoreService scores;
    private final ScoringModels models;
    private final Domains domains;
    private final Counter counted;
    private final Counter duplicates;

    UsageService(
            Partitions partitions,
            UsageRepository repository,
            IdentityService identities,
            ScoreService scores,
            ScoringModels models,
            Domains domains,
            MeterRegistry metrics) {
        this.partitions = partitions;
        this.repository = repository;
        this.identities = identities;
        this.scores = scores;
        this.models = models;
        this.domains = domains;
        counted = metrics.counter("tandem.scoring.events.counted");
        duplicates = metrics.counter("tandem.scoring.events.duplicate");
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void count(List<Received<TrackedEvent>> batch) {
        Map<MessageKey, TrackedEvent> distinct = new LinkedHashMap<>();
        batch.forEach(received -> distinct.putIfAbsent(MessageKey.of(received.event()), received.event()));
        partitions.ensure(distinct.values().stream().map(TrackedEvent::receivedAt));
        Collection<TrackedEvent> fresh = repository.insertUnseen(distinct);
        counted.increment(fresh.size());
        duplicates.increment(batch.size() - fresh.size());
        if (fresh.isEmpty()) {
            return;
        }

        Statements statements = new Statements(domains);
        fresh.forEach(call -> statements.add(call, Usage.happenedAt(call), Usage.counts(call)));
        // First the identities: their rows are locked, so that nobody moves a user while usage is added.
        Attributions attributions = identities.apply(statements);
        repository.add(fresh.stream()
                .flatMap(call -> Usage.of(call, models.matching()))
                .toList());
        scores.rescore(attributions, Instant.now());
    }
}
