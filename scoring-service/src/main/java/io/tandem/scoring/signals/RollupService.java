package io.tandem.scoring.signals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.scoring.domain.WatchUse;
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
import java.util.concurrent.ConcurrentHashMap;

/** Counts what people do by day, as far as it is kept. */
@ApplicationScoped
public class RollupService {
    private final RollupRepository rollups;
    private final HistoryRepository histories;
    private final ScoringModels models;
    private final Map<Integer, Watches> generations = new ConcurrentHashMap<>();

    RollupService(RollupRepository rollups, HistoryRepository histories, ScoringModels models) {
        this.rollups = rollups;
        this.histories = histories;
        this.models = models;
    }

    /**
     * A call that counts.
     *
     * @param event null for pages and screens
     */
    public record Call(
            String userKey, String type, String event, Map<String, Object> properties, Instant at, String messageId) {}

    /**
     * Adds calls that count, and notes whose signals somebody may wait for.
     *
     * @param changed accounts in which somebody became known or left
     * @param generation of measures, with which goes what signals look for
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(Collection<Call> calls, Collection<UUID> changed, int generation, Instant now) {
        Watches watches = generations.computeIfAbsent(generation, each -> new Watches(models.watches(each), models));
        long since = histories.since(now).toEpochDay();
        Map<RollupRepository.UserDay, Integer> days = new HashMap<>();
        Set<String> waiting = new HashSet<>();
        List<WatchedEvent> watched = new ArrayList<>();
        for (Call call : calls) {
            long day = Math.floorDiv(call.at().getEpochSecond(), 86_400L);
            if (day >= since) {
                days.merge(new RollupRepository.UserDay(call.userKey(), day), 1, Integer::sum);
            }
            for (WatchedEvent event : watches.of(call)) {
                if (day >= since || !watches.isWaitedFor(event)) {
                    watched.add(event);
                }
                if (watches.isWaitedFor(event)) {
                    waiting.add(call.userKey());
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

    /** Adds kept calls for these uses of watches; nothing of it may be counted already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void fill(Collection<Call> calls, Map<String, WatchUse> uses, Instant now) {
        Watches watches = new Watches(uses, models);
        long since = histories.since(now).toEpochDay();
        List<WatchedEvent> watched = calls.stream()
                .flatMap(call -> watches.of(call).stream()
                        .filter(event -> Math.floorDiv(call.at().getEpochSecond(), 86_400L) >= since
                                || !watches.isWaitedFor(event)))
                .toList();
        if (!watched.isEmpty()) {
            rollups.watch(watched);
        }
    }

    /** Forgets the days that are over. */
    public void forget() {
        QuarkusTransaction.requiringNew().run(() -> rollups.forgetBefore(histories.since(Instant.now())));
    }
}
