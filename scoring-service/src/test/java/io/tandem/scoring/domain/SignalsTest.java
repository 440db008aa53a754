package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.FoundSignals.NEVER;
import static io.tandem.scoring.domain.FoundSignals.episodes;
import static io.tandem.scoring.domain.FoundSignals.found;
import static io.tandem.scoring.domain.FoundSignals.none;
import static io.tandem.scoring.domain.FoundSignals.only;
import static io.tandem.scoring.domain.FoundSignals.rule;
import static io.tandem.scoring.domain.TestFacts.NOW;
import static io.tandem.scoring.domain.TestHistory.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signals of events, steps and activation as the standard model has them. */
class SignalsTest {
    @Test
    void upgradeBlockedSaysWhoHitWhichLimit() {
        SignalRule rule = rule("upgrade-blocked");
        Map<String, Object> detail = Map.of("limit", "seats", "plan", "starter");

        Episode episode = only(
                "upgrade-blocked",
                new TestFacts(),
                new TestHistory()
                        .watched(rule, 0, "ben@acme.com", 5, "", detail)
                        .watched(rule, 0, "ana@acme.com", 2, "", Map.of("limit", "rows")));

        assertEquals(
                "ben@acme.com hit the seats limit of the starter plan",
                episode.latest().reason());
        assertEquals(at(5), episode.startedAt());
        assertEquals(
                Map.of(
                        "event",
                        "Plan Limit Reached",
                        "who",
                        "ben@acme.com",
                        "times",
                        2L,
                        "people",
                        2L,
                        "limit",
                        "seats",
                        "plan",
                        "starter"),
                episode.latest().evidence());
        assertEquals(1L, episode.fired().evidence().get("times"));
    }

    @Test
    void upgradeBlockedSaysOnlyWhatIsKnown() {
        assertEquals(
                "ben hit a plan limit",
                only(
                                "upgrade-blocked",
                                new TestFacts(),
                                new TestHistory().watched(rule("upgrade-blocked"), 0, "ben", 1))
                        .latest()
                        .reason());
    }

    @Test
    void anEventSignalIsOverAfterAMonthWithoutOneAndBeginsAnew() {
        SignalRule rule = rule("upgrade-blocked");

        List<Episode> episodes = episodes(
                "upgrade-blocked",
                new TestFacts(),
                new TestHistory()
                        .watched(rule, 0, "ben", 100)
                        .watched(rule, 0, "ben", 75)
                        .watched(rule, 0, "ana", 10));

        assertEquals(2, episodes.size());
        assertEquals(at(100), episodes.get(0).startedAt());
        assertEquals(at(45), episodes.get(0).endedAt());
        assertEquals(at(10), episodes.get(1).startedAt());
        assertNull(episodes.get(1).endedAt());
    }

    @Test
    void enterpriseFeatureTouchedNamesTheFeature() {
        assertEquals(
                "ben@acme.com touched an enterprise feature: sso",
                only(
                                "enterprise-feature-touched",
                                new TestFacts(),
                                new TestHistory()
                                        .watched(
                                                rule("enterprise-feature-touched"),
                                                0,
                                                "ben@acme.com",
                                                1,
                                                "",
                                                Map.of("feature", "sso")))
                        .latest()
                        .reason());
    }

    @Test
    void paidFeatureTriedNamesTheFeature() {
        assertEquals(
                "ben@acme.com tried a paid feature: forecasts",
                only(
                                "paid-feature-tried",
                                new TestFacts(),
                                new TestHistory()
                                        .watched(
                                                rule("paid-feature-tried"),
                                                0,
                                                "ben@acme.com",
                                                1,
                                                "",
                                                Map.of("feature", "forecasts")))
                        .latest()
                        .reason());
    }

    @Test
    void onboardingIsStuckAtTheStepAfterWhichNoneFollowed() {
        SignalRule rule = rule("onboarding-stuck");
        TestHistory history = new TestHistory().watched(rule, 0, "ana", 8);

        Episode episode = only("onboarding-stuck", new TestFacts(), history);

        assertEquals(at(1), episode.startedAt());
        assertEquals(
                "ana reached Project Created, but nobody of acme.com got to Report Shared within 7 days",
                episode.latest().reason());
        assertEquals(
                List.of(),
                episodes("onboarding-stuck", new TestFacts(), history.watched(rule, 1, "ben", 2)),
                "somebody reached the next step in time");
        Episode freed = only(
                "onboarding-stuck",
                new TestFacts(),
                new TestHistory().watched(rule, 0, "ana", 12).watched(rule, 1, "ben", 2));
        assertEquals(at(5), freed.startedAt());
        assertEquals(at(2), freed.endedAt());
    }

    @Test
    void nobodyIsStuckBeforeAStepThatNobodyLookedForThen() {
        SignalRule rule = rule("onboarding-stuck");

        assertEquals(
                List.of(),
                episodes(
                        "onboarding-stuck",
                        new TestFacts(),
                        new TestHistory().watched(rule, 0, "ana", 12).knownSince(rule, 1, 11)));
        assertEquals(
                at(5),
                only(
                                "onboarding-stuck",
                                new TestFacts(),
                                new TestHistory().watched(rule, 0, "ana", 12).knownSince(rule, 1, 12))
                        .startedAt());
    }

    @Test
    void activationIsToldForAMonth() {
        Instant activatedAt = NOW.minus(Duration.ofDays(3));

        Episode episode = found("activation-reached", new TestFacts(), activatedAt, new TestHistory())
                .get(0);

        assertEquals("acme.com reached its first value", episode.latest().reason());
        assertEquals(activatedAt, episode.startedAt());
        assertEquals(
                activatedAt,
                found("activation-reached", new TestFacts(), NOW.minus(Duration.ofDays(33)), new TestHistory())
                        .get(0)
                        .endedAt());
    }

    @Test
    void lateAndShuffledFactsGiveTheSame() {
        TestHistory ordered = new TestHistory();
        TestHistory shuffled = new TestHistory();
        for (int ago = 100; ago >= 0; ago--) {
            ordered.did("ana", ago % 7, ago).did("ben", ago % 3, ago);
        }
        for (int ago = 0; ago <= 100; ago++) {
            shuffled.did("ben", ago % 3, ago).did("ana", ago % 7, ago);
        }
        List<SignalRule> all = StandardModel.MODEL.definition().signals();
        assertEquals(
                Signals.find(all, new TestFacts().facts(), NEVER, ordered.made(), none(), List.of(), NOW),
                Signals.find(all, new TestFacts().facts(), NEVER, shuffled.made(), none(), List.of(), NOW));
    }
}
