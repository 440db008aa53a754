package io.tandem.scoring.signals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.scoring.domain.CohortThresholds;
import io.tandem.scoring.domain.SignalKind;
import io.tandem.scoring.domain.SignalRule;
import io.tandem.scoring.models.ScoringModels;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The percentiles of cohorts, worked out once a day by whichever instance comes first and held in memory. */
@ApplicationScoped
public class Cohorts {
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final CohortRepository repository;
    private final ScoringModels models;
    private final SignalsConfig config;
    private volatile Held held = Held.NOTHING;

    Cohorts(CohortRepository repository, ScoringModels models, SignalsConfig config) {
        this.repository = repository;
        this.models = models;
        this.config = config;
    }

    /** @param asked what was looked for, whether or not it is known */
    private record Held(
            Instant readAt,
            Set<CohortRepository.Asked> asked,
            Map<CohortRepository.Key, NavigableMap<LocalDate, CohortThresholds.Threshold>> thresholds) {
        static final Held NOTHING = new Held(Instant.MIN, Set.of(), Map.of());
    }

    /** Works out those of today, unless somebody has, and forgets those that are over. */
    public void workOut() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Set<CohortRepository.Asked> asked = asked(models.current().definition().signals());
        QuarkusTransaction.requiringNew().run(() -> {
            if (!asked.isEmpty()) {
                repository.workOut(today, asked);
            }
            repository.forgetBefore(today.minusDays(config.retentionDays()));
        });
        held = Held.NOTHING;
    }

    private static Set<CohortRepository.Asked> asked(List<SignalRule> all) {
        return rules(all).stream()
                .map(rule -> new CohortRepository.Asked(rule.number("days"), rule.number("percentile")))
                .collect(Collectors.toSet());
    }

    static List<SignalRule> rules(List<SignalRule> all) {
        return all.stream()
                .filter(rule -> rule.kind() == SignalKind.ABOVE_COHORT)
                .toList();
    }

    /**
     * For a model that asks for none nothing is read. What a model asks for that none asked for before, because it was
     * published just now or is a draft, is worked out from what is known now, until it is recorded.
     */
    CohortThresholds thresholds(List<SignalRule> all, Instant now) {
        Set<CohortRepository.Asked> asked = asked(all);
        if (asked.isEmpty()) {
            return (cohort, days, percentile, day) -> Optional.empty();
        }
        Held current = held;
        boolean stale = current.readAt().isBefore(now.minus(FRESH));
        if (stale || !current.asked().containsAll(asked)) {
            // Previews and scoring ask in turn.
            Set<CohortRepository.Asked> both = new HashSet<>(asked);
            both.addAll(stale ? Set.of() : current.asked());
            current = read(both, now);
            held = current;
        }
        Map<CohortRepository.Key, NavigableMap<LocalDate, CohortThresholds.Threshold>> thresholds =
                current.thresholds();
        return (cohort, days, percentile, day) -> Optional.ofNullable(thresholds
                        .getOrDefault(new CohortRepository.Key(cohort, days, percentile), new TreeMap<>())
                        .floorEntry(day))
                .map(Map.Entry::getValue);
    }

    private Held read(Set<CohortRepository.Asked> asked, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<CohortRepository.Key, NavigableMap<LocalDate, CohortThresholds.Threshold>> thresholds =
                repository.since(today.minusDays(config.retentionDays()));
        Set<CohortRepository.Asked> unknown = new HashSet<>(asked);
        thresholds.forEach((key, days) -> {
            if (!days.lastKey().isBefore(today.minusDays(1))) {
                unknown.remove(key.asked());
            }
        });
        if (!unknown.isEmpty()) {
            repository.addUnrecorded(today, unknown, thresholds);
        }
        return new Held(now, asked, thresholds);
    }
}
