package io.tandem.scoring.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.Received;
import io.tandem.scoring.domains.Domains;
import io.tandem.scoring.identity.Attributions;
import io.tandem.scoring.identity.IdentityService;
import io.tandem.scoring.identity.Statements;
import io.tandem.scoring.models.EventMatching;
import io.tandem.scoring.models.ScoringModels;
import io.tandem.scoring.prediction.OutcomeEvents;
import io.tandem.scoring.score.DueAccounts;
import io.tandem.scoring.signals.RollupService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Takes in a batch of tracked events: each counts once, under its user, and the accounts it touches are to be scored. */
@ApplicationScoped
public class UsageService {
    private final UsageConfig config;
    private final Partitions partitions;
    private final UsageRepository repository;
    private final IdentityService identities;
    private final RollupService rollups;
    private final DueAccounts due;
    private final ScoringModels models;
    private final Domains domains;
    private final OutcomeEvents outcomes;
    private final Counter counted;
    private final Counter duplicates;
    private final AtomicLong live = new AtomicLong();

    UsageService(
            UsageConfig config,
            Partitions partitions,
            UsageRepository repository,
            IdentityService identities,
            RollupService rollups,
            DueAccounts due,
            ScoringModels models,
            Domains domains,
            OutcomeEvents outcomes,
            MeterRegistry metrics) {
        this.config = config;
        this.partitions = partitions;
        this.repository = repository;
        this.identities = identities;
        this.rollups = rollups;
        this.due = due;
        this.models = models;
        this.domains = domains;
        this.outcomes = outcomes;
        counted = metrics.counter("tandem.scoring.events.counted");
        duplicates = metrics.counter("tandem.scoring.events.duplicate");
    }

    /** What came in just now. */
    @Transactional(Transactional.TxType.MANDATORY)
    void count(List<Received<TrackedEvent>> batch) {
        live.addAndGet(batch.size());
        due.add(count(batch.stream().map(Received::event).toList(), config.repetitionDays())
                .attributions());
    }

    /** What did not come in at all; the caller rolls back. */
    @Transactional(Transactional.TxType.MANDATORY)
    void rehearse(List<TrackedEvent> batch) {
        due.add(count(batch, config.repetitionDays()).attributions());
    }

    /** What came in long ago or happened before: counted as anything else, scored when nothing else is due. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Backfilled backfill(List<TrackedEvent> batch) {
        Counted counted = count(batch, config.retentionDays());
        due.addPatient(counted.attributions());
        return new Backfilled(counted.fresh(), batch.size() - counted.fresh());
    }

    /**
     * @param counted events that were new
     * @param duplicates events that had been counted before
     */
    public record Backfilled(int counted, int duplicates) {}

    /** How many events have come in just now since the service started. */
    public long live() {
        return live.get();
    }

    private Counted count(List<TrackedEvent> batch, int daysBack) {
        Map<MessageKey, Arrived> distinct = new LinkedHashMap<>();
        batch.forEach(event -> distinct.computeIfAbsent(MessageKey.of(event), first -> Arrived.of(event)));
        partitions.ensure(distinct.values().stream().map(call -> call.event().receivedAt()));
        UsageRepository.Unseen unseen =
                repository.insertUnseen(distinct, LocalDate.now(ZoneOffset.UTC).minusDays(daysBack));
        Collection<Arrived> fresh = unseen.calls();
        counted.increment(fresh.size());
        duplicates.increment(batch.size() - fresh.size());
        if (fresh.isEmpty()) {
            return new Counted(0, new Attributions(Set.of(), Set.of(), List.of()));
        }

        Statements statements = new Statements(domains);
        fresh.forEach(arrived -> statements.add(
                arrived.event(), arrived.call().userKey(), arrived.call().at(), Usage.counts(arrived.call())));
        // First the identities: their rows are locked, so that nobody moves a user while usage is added.
        Attributions attributions = identities.apply(statements);
        EventMatching matching = models.matching(unseen.generation());
        List<RollupService.Call> counting =
                fresh.stream().map(Arrived::call).filter(Usage::counts).toList();
        repository.add(
                counting.stream().flatMap(call -> Usage.of(call, matching)).toList());
        outcomes.note(fresh.stream().map(Arrived::event).toList());
        rollups.add(counting, attributions.changed(), unseen.generation(), Instant.now());
        return new Counted(fresh.size(), attributions);
    }

    private record Counted(int fresh, Attributions attributions) {}
}
