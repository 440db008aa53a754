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
    private volatile Held held = new Held(Instant.MIN, Map.of());

    Cohorts(CohortRepository repository, ScoringModels models, SignalsConfig config) {
        this.repository = repository;
        this.models = models;
        this.config = config;
    }

    private record Held(
            Instant readAt,
            Map<CohortRepository.Key, NavigableMap<LocalDate, CohortThresholds.Threshold>> thresholds) {}

    /** Works out those of today, unless somebody has, and forgets those that are over. */
    public void workOut() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Set<Integer> percentiles = rules(models.current().definition().signals()).stream()
                .map(rule -> rule.number("percentile"))
                .collect(Collectors.toSet());
        QuarkusTransaction.requiringNew().run(() -> {
            if (!percentiles.isEmpty()) {
                repository.workOut(today, percentiles);
            }
            repository.forgetBefore(today.minusDays(config.retentionDays()));
        });
        held = new Held(Instant.MIN, Map.of());
    }

    static List<SignalRule> rules(List<SignalRule> all) {
        return all.stream()
                .filter(rule -> rule.kind() == SignalKind.ABOVE_COHORT)
                .toList();
    }

    /** For a model that asks for none nothing is read. */
    CohortThresholds thresholds(List<SignalRule> all, Instant now) {
        if (rules(all).isEmpty()) {
            return (cohort, days, percentile, day) -> Optional.empty();
        }
        Held current = held;
        if (current.readAt().isBefore(now.minus(FRESH))) {
            LocalDate since = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(config.retentionDays());
            current = new Held(now, repository.since(since));
            held = current;
        }
        Map<CohortRepository.Key, NavigableMap<LocalDate, CohortThresholds.Threshold>> thresholds =
                current.thresholds();
        return (cohort, days, percentile, day) -> Optional.ofNullable(thresholds
                        .getOrDefault(new CohortRepository.Key(cohort, days, percentile), new TreeMap<>())
                        .floorEntry(day))
                .map(Map.Entry::getValue);
    }
}
