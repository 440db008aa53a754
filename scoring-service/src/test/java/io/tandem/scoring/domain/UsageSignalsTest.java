package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.FoundSignals.NEVER;
import static io.tandem.scoring.domain.FoundSignals.entered;
import static io.tandem.scoring.domain.FoundSignals.episodes;
import static io.tandem.scoring.domain.FoundSignals.none;
import static io.tandem.scoring.domain.FoundSignals.only;
import static io.tandem.scoring.domain.FoundSignals.rule;
import static io.tandem.scoring.domain.FoundSignals.told;
import static io.tandem.scoring.domain.TestFacts.NOW;
import static io.tandem.scoring.domain.TestHistory.at;
import static io.tandem.scoring.domain.TestHistory.date;
import static io.tandem.scoring.domain.TestHistory.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.CompanySize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signals of how much an account does as the standard model has them. */
class UsageSignalsTest {
    @Test
    void heavyUsageFiresOnTheDayThatReachesTheNumber() {
        TestHistory history = new TestHistory().did("ana", 99, 5, 2);
        assertEquals(List.of(), episodes("heavy-usage", new TestFacts(), history));

        Episode episode = only("heavy-usage", new TestFacts(), history.did("ben", 110, 1));

        assertEquals(
                "acme.com used the product 506 times within 7 days",
                episode.latest().reason());
        assertEquals(start(1), episode.startedAt());
        assertEquals(
                Map.of("from", date(7), "to", date(1), "events", 506L, "days", 7L),
                episode.fired().evidence());
    }

    @Test
    void usageSurgeComparesWithTheMedianOfTheWeeksBefore() {
        // One wild day does not move what is usual.
        TestHistory history =
                new TestHistory().did("ana", 5, 60, 7).did("ana", 20, 20).did("ana", 10, 6, 0);

        Episode episode = only("usage-surge", new TestFacts().firstSeen(at(60)), history);

        assertEquals(
                "acme.com used the product 70 times within 7 days, 200% of its usual 35",
                episode.latest().reason());
        assertEquals(start(0), episode.startedAt());
        assertEquals(
                List.of(),
                episodes(
                        "usage-surge",
                        new TestFacts().firstSeen(at(20)),
                        new TestHistory().did("ana", 1, 20, 7).did("ana", 50, 6, 0)),
                "a young account has no past to compare with");
    }

    @Test
    void heavierThanPeersComparesWithAccountsOfItsSize() {
        SignalRule rule = rule("heavier-than-peers");
        CohortThresholds peers =
                (cohort, days, percentile, day) -> cohort.equals("51-200") && days == 28 && percentile == 90
                        ? Optional.of(new CohortThresholds.Threshold(200, 40))
                        : Optional.empty();
        TestFacts facts = new TestFacts().signup(CompanySize.UP_TO_200, null, null);
        TestHistory history = new TestHistory().did("ana", 10, 20, 0);

        List<Episode> episodes = Signals.find(
                        List.of(rule), facts.facts(), NEVER, history.made(), peers, List.of(), NOW)
                .get(0)
                .episodes();

        assertEquals(
                "acme.com used the product 210 times within 28 days, more than 90% of 40 accounts of its size",
                episodes.get(0).latest().reason());
        assertEquals(start(1), episodes.get(0).startedAt());
        assertEquals(List.of(), episodes("heavier-than-peers", facts, history), "nothing is known of other accounts");
    }

    @Test
    void limitApproachingForecastsTheDayByARobustTrend() {
        SignalRule rule = rule("limit-approaching");
        TestHistory history = new TestHistory();
        for (int ago = 12; ago >= 1; ago--) {
            // Two a day, but for one report that is wrong.
            history.watched(
                    rule, 0, "server", ago, "seats", Map.of("used", ago == 6 ? 900 : 90 - 2 * ago, "allowed", 100));
            history.watched(rule, 0, "server", ago, "rows", Map.of("used", 5, "allowed", 1000));
        }

        Episode episode = only("limit-approaching", new TestFacts(), history);

        assertEquals(
                "acme.com has used 88 of 100 seats and will reach the limit about " + TestHistory.TODAY.plusDays(5),
                episode.latest().reason());
        assertEquals(2L, episode.latest().evidence().get("perDay"));
        assertEquals("seats", episode.latest().evidence().get("metric"));
        assertTrue(String.valueOf(episode.latest().evidence().get("method")).startsWith("Theil-Sen"));
        assertEquals(start(8), episode.startedAt());
    }

    @Test
    void aLimitThatIsNotApproachedIsNotTold() {
        SignalRule rule = rule("limit-approaching");
        TestHistory history = new TestHistory();
        for (int ago = 20; ago >= 1; ago--) {
            history.watched(rule, 0, "server", ago, "seats", Map.of("used", 50 + ago % 2, "allowed", 100));
        }
        assertEquals(List.of(), episodes("limit-approaching", new TestFacts(), history));
    }

    @Test
    void repeatedEngagementCountsActiveDays() {
        TestHistory history = new TestHistory()
                .did("ana", 1, 9)
                .did("ana", 3, 7)
                .did("ben", 1, 6)
                .did("ben", 1, 4);
        assertEquals(List.of(), episodes("repeated-engagement", new TestFacts(), history));

        assertEquals(
                "acme.com was active on 5 of 14 days",
                only("repeated-engagement", new TestFacts(), history.did("ana", 1, 1))
                        .latest()
                        .reason());
    }

    @Test
    void usageDeclineComparesWholeWeeksWithTheOnesBefore() {
        TestHistory history = new TestHistory();
        // Working days only: a weekend is no decline.
        for (int ago = 90; ago >= 15; ago--) {
            if (TestHistory.TODAY.minusDays(ago).getDayOfWeek().getValue() < 6) {
                history.did("ana", 10, ago);
            }
        }
        assertEquals(
                List.of(),
                Signals.find(
                                List.of(rule("usage-decline")),
                                new TestFacts().facts(),
                                NEVER,
                                history.made(),
                                none(),
                                List.of(),
                                NOW)
                        .get(0)
                        .episodes()
                        .stream()
                        .filter(episode -> episode.startedAt().isBefore(start(13)))
                        .toList());
        history.did("ana", 2, 14, 1);

        Episode episode = only("usage-decline", new TestFacts(), history);

        assertEquals(
                "Usage of acme.com is down by 72%: 28 events within 14 days instead of the usual 100",
                episode.latest().reason());
        assertNull(episode.endedAt());
    }

    @Test
    void churnRiskIsSilenceAfterUseAndEndsWithTheFirstDayOfUse() {
        TestHistory history = new TestHistory().did("ana", 3, 50, 20);

        Episode episode = only("churn-risk", new TestFacts(), history);

        assertEquals(
                "Nobody of acme.com has used the product since " + date(20),
                episode.latest().reason());
        assertEquals(start(5), episode.startedAt());
        assertEquals(
                start(1),
                only("churn-risk", new TestFacts(), history.did("ana", 1, 3)).endedAt());
    }

    @Test
    void aRecordedEpisodeGoesOnAboveTheLowerLevelAlsoWhenItsStartIsKeptNoMore() {
        TestHistory history = new TestHistory().did("ana", 65, 119, 0);
        SignalLedger.Row told = told("heavy-usage", 150, Map.of("events", 520L));

        SignalLedger.Entry entry = entered(rule("heavy-usage"), new TestFacts(), history, none(), List.of(told));

        assertEquals(List.of(), entry.fired());
        assertEquals(start(150), entry.inForce().get(0).firedAt());
        assertEquals(
                "acme.com used the product 455 times within 7 days",
                entry.inForce().get(0).reason());
        assertEquals(told.episode().fired(), entry.changed().get(0).episode().fired());
        assertEquals(
                List.of(),
                entered(rule("heavy-usage"), new TestFacts(), history, none(), List.of())
                        .inForce(),
                "without it there would be none");
        SignalLedger.Entry less = entered(
                rule("heavy-usage"), new TestFacts(), new TestHistory().did("ana", 50, 119, 0), none(), List.of(told));
        assertEquals(List.of(), less.inForce());
        assertFalse(less.changed().get(0).withdrawn());
    }

    @Test
    void churnRiskLastsWhileNobodyComesBackHoweverLongThatIs() {
        // Active on six days of 28 on a single day of all: the window would slide on.
        TestHistory history = new TestHistory();
        for (int ago = 72; ago >= 47; ago -= 5) {
            history.did("ana", 1, ago);
        }
        Episode episode = only("churn-risk", new TestFacts(), history);
        assertNull(episode.endedAt());
        assertEquals(
                "Nobody of acme.com has used the product since " + date(47),
                episode.latest().reason());
        assertEquals(episode.fired(), episode.latest());

        SignalLedger.Row told = told("churn-risk", 200, Map.of("lastActive", "long ago"));
        SignalLedger.Entry entry =
                entered(rule("churn-risk"), new TestFacts(), new TestHistory(), none(), List.of(told));
        assertEquals(List.of(), entry.changed());
        assertEquals(1, entry.inForce().size());
        SignalLedger.Entry back =
                entered(rule("churn-risk"), new TestFacts(), new TestHistory().did("ana", 1, 3), none(), List.of(told));
        assertEquals(start(1), back.changed().get(0).episode().endedAt());
        assertEquals(List.of(), back.inForce());
    }

    @Test
    void whileNobodyKnowsWhatPeersDoARecordedEpisodeStays() {
        SignalRule rule = rule("heavier-than-peers");
        TestFacts facts = new TestFacts().signup(CompanySize.UP_TO_200, null, null);
        TestHistory history = new TestHistory().did("ana", 10, 20, 0);
        SignalLedger.Row told = told("heavier-than-peers", 2, Map.of("events", 190L));

        SignalLedger.Entry unknown = entered(rule, facts, history, none(), List.of(told));
        assertEquals(List.of(), unknown.changed());
        assertEquals(1, unknown.inForce().size());

        // Worked out today for the first time: the days before tell nothing against it.
        SignalLedger.Entry below = entered(rule, facts, history, sinceToday(230), List.of(told));
        assertEquals(start(2), below.inForce().get(0).firedAt());
        assertFalse(below.changed().get(0).withdrawn());
        assertEquals(
                List.of(),
                entered(rule, facts, history, sinceToday(230), List.of()).fired());
        assertEquals(
                start(0),
                entered(rule, facts, history, sinceToday(200), List.of())
                        .fired()
                        .get(0)
                        .firedAt());
    }

    private static CohortThresholds sinceToday(int events) {
        return (cohort, days, percentile, day) -> day.isBefore(TestHistory.TODAY)
                ? Optional.empty()
                : Optional.of(new CohortThresholds.Threshold(events, 40));
    }
}
