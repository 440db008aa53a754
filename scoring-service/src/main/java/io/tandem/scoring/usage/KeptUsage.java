package io.tandem.scoring.usage;

import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.domain.WatchUse;
import io.tandem.scoring.models.EventMatching;
import io.tandem.scoring.models.ScoringModels;
import io.tandem.scoring.signals.RollupService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Counts anew from the calls that are kept. */
@ApplicationScoped
public class KeptUsage {
    private static final int AT_ONCE = 5_000;

    @Inject
    FillingRepository kept;

    @Inject
    UsageRepository usage;

    @Inject
    ScoringModels models;

    @Inject
    RollupService rollups;

    /** Adds what the people of these accounts did as these measures and watches see it; nothing of it may be counted already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void count(
            Collection<UUID> accounts, Map<String, Measure> measures, Map<String, WatchUse> watches, Instant now) {
        EventMatching matching = models.matching(measures);
        List<KeptCall> calls = List.of();
        do {
            calls = kept.ofAccounts(accounts, calls.isEmpty() ? null : calls.get(calls.size() - 1), AT_ONCE);
            usage.add(calls.stream()
                    .flatMap(call -> Usage.of(call.call(), matching))
                    .toList());
            rollups.fill(
                    calls.stream().map(KeptCall::call).filter(Usage::counts).toList(), watches, now);
        } while (calls.size() == AT_ONCE);
    }

    /** The first day of which calls are kept; today if there are none. */
    public LocalDate firstDay(Instant now) {
        return kept.firstDay(now);
    }
}
