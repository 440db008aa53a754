package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.TestFacts.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the signals of the standard model find. */
final class FoundSignals {
    static final Instant NEVER = null;

    private FoundSignals() {}

    static CohortThresholds none() {
        return (cohort, days, percentile, day) -> Optional.empty();
    }

    static SignalRule rule(String name) {
        return StandardModel.MODEL.definition().signals().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Episode only(String name, TestFacts facts, TestHistory history) {
        List<Episode> episodes = episodes(name, facts, history);
        assertEquals(1, episodes.size(), name + ": " + episodes);
        return episodes.get(0);
    }

    static List<Episode> episodes(String name, TestFacts facts, TestHistory history) {
        return found(name, facts, NEVER, history);
    }

    static List<Episode> found(String name, TestFacts facts, Instant activatedAt, TestHistory history) {
        List<Episode> episodes = Signals.find(
                        List.of(rule(name)), facts.facts(), activatedAt, history.made(), none(), NOW)
                .get(0)
                .episodes();
        episodes.forEach(episode -> assertTrue(
                Placeholders.of(rule(name))
                        .containsAll(episode.latest().evidence().keySet()),
                () -> "sentences may name all of " + episode.latest().evidence()));
        return episodes;
    }
}
