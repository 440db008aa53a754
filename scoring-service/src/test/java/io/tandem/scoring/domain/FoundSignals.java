package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.TestFacts.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    /** What is recorded next while this is recorded. */
    static SignalLedger.Entry entered(
            SignalRule rule,
            TestFacts facts,
            TestHistory history,
            CohortThresholds cohorts,
            List<SignalLedger.Row> recorded) {
        return SignalLedger.enter(
                Signals.find(List.of(rule), facts.facts(), NEVER, history.made(), cohorts, recorded, NOW),
                recorded,
                silenced -> false,
                NOW);
    }

    /** One that was told so many days ago and goes on. */
    static SignalLedger.Row told(String name, int daysAgo, Map<String, Object> evidence) {
        Episode.Finding finding = new Episode.Finding(name + " as it was told", evidence);
        return new SignalLedger.Row(
                7L, name, new Episode(TestHistory.start(daysAgo), null, finding, finding), false, false, true);
    }

    static List<Episode> found(String name, TestFacts facts, Instant activatedAt, TestHistory history) {
        List<Episode> episodes = Signals.find(
                        List.of(rule(name)), facts.facts(), activatedAt, history.made(), none(), List.of(), NOW)
                .get(0)
                .episodes();
        episodes.forEach(episode -> assertTrue(
                Placeholders.of(rule(name))
                        .containsAll(episode.latest().evidence().keySet()),
                () -> "sentences may name all of " + episode.latest().evidence()));
        return episodes;
    }
}
