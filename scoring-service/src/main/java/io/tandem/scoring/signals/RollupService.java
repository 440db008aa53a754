package io.tandem.scoring.signals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.identity.Statements;
import io.tandem.scoring.models.ScoringModels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Counts what people do by day, as far as it is kept. */
@ApplicationScoped
public class RollupService {
    private final RollupRepository rollups;
    private final HistoryRepository histories;
    private final ScoringModels models;
    private volatile Used used;

    RollupService(RollupRepository rollups, HistoryRepository histories, ScoringModels models) {
        this.rollups = rollups;
        this.histories = histories;
        this.models = models;
    }

    private record Used(CompiledModel model, Watches watches) {}

    /**
     * Adds calls that count, and notes whose signals somebody may wait for.
     *
     * @param happenedAt when a call's event happened
     * @param changed accounts in which somebody became known or left
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(
            Collection<TrackedEvent> calls,
            Function<TrackedEvent, Instant> happenedAt,
            Collection<UUID> changed,
            Instant now) {
        Watches watches = watches();
        long since = histories.since(now).toEpochDay();
        Map<RollupRepository.UserDay, Integer> days = new HashMap<>();
        List<WatchedEvent> watched = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        for (TrackedEvent call : calls) {
            Instant at = happenedAt.apply(call);
            String user = Statements.userKeyOf(call);
            long day = Math.floorDiv(at.getEpochSecond(), 86_400L);
            if (day >= since) {
                days.merge(new RollupRepository.UserDay(user, day), 1, Integer::sum);
            }
            for (WatchedEvent event : watches.of(call, user, at)) {
                if (day >= since || !watches.isWaitedFor(event)) {
                    watched.add(event);
                }
                if (watches.isWaitedFor(event)) {
                    waiting.add(user);
                }
            }
        }
        if (!days.isEmpty()) {
            rollups.add(days);
        }
        if (!watched.isEmpty()) {
            rollups.watch(watched);
        }
        if (!waiting.isEmpty() || !changed.isEmpty()) {
            rollups.waitFor(waiting, changed);
        }
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        QuarkusTransaction.requiringNew().run(() -> rollups.forgetBefore(histories.since(Instant.now())));
    }

    private Watches watches() {
        CompiledModel model = models.current();
        Used current = used;
        if (current == null || current.model() != model) {
            current = new Used(model, new Watches(model));
            used = current;
        }
        return current.watches();
    }
}
