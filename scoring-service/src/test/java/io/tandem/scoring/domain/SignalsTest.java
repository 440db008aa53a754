package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.TestFacts.NOW;
import static io.tandem.scoring.domain.TestHistory.at;
import static io.tandem.scoring.domain.TestHistory.date;
import static io.tandem.scoring.domain.TestHistory.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.CompanySize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every kind of signal as the standard model has it. */
class SignalsTest {
    private static final Instant NEVER = null;

    @Test
    void severalUsersFiresWithTheThirdPerson() {
        assertEquals(List.of(), episodes("several-users", new TestFacts().users(2), new TestHistory()));

        Episode episode = only("several-users", new TestFacts().users(3), new TestHistory());

        assertEquals(
                "3 people of acme.com use the product: user0@acme.com, user1@acme.com, user2@acme.com",
                episode.latest().reason());
        assertEquals(NOW.minusSeconds(98), episode.startedAt());
        assertNull(episode.endedAt());
        assertEquals(3L, episode.latest().evidence().get("users"));
    }

    @Test
    void severalUsersNamesTheFirstFiveAndCountsTheOthers() {
        assertEquals(
                "12 people of acme.com use the product: user0@acme.com, user1@acme.com, user2@acme.com,"
                        + " user3@acme.com, user4@acme.com and 7 more",
                only("several-users", new TestFacts().users(12), new TestHistory())
                        .latest()
                        .reason());
    }

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

        List<Episode> episodes = Signals.find(List.of(rule), facts.facts(), NEVER, history.made(), peers, NOW)
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
    void teammatesJoinedCountsThoseWhoTookUpAnInvitation() {
        SignalRule rule = rule("teammates-joined");
        TestHistory history = new TestHistory()
                .watched(rule, 0, "ana", 9)
                .watched(rule, 0, "ana", 8)
                .watched(rule, 0, "ana", 7)
                .watched(rule, 1, "ben", 6, "id-ana", Map.of());
        assertEquals(List.of(), episodes("teammates-joined", new TestFacts(), history));

        Episode episode =
                only("teammates-joined", new TestFacts(), history.watched(rule, 1, "cleo", 3, "id-ana", Map.of()));

        assertEquals(
                "2 teammates of acme.com joined by invitation: ben, cleo",
                episode.latest().reason());
        assertEquals(3L, episode.latest().evidence().get("invited"));
        assertEquals(start(3), episode.startedAt());
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
    void seatsGrownComparesActivePeople() {
        TestHistory history =
                new TestHistory().did("ana", 1, 60, 1).did("ben", 1, 50).did("anonymous1", 9, 3);
        history.did("cleo", 1, 5).did("dora", 1, 4).did("eva", 1, 2);
        assertEquals(List.of(), episodes("seats-grown", new TestFacts(), history.did("ben", 1, 30)));

        assertEquals(
                "5 people of acme.com are active, up from 2 in the 28 days before",
                only("seats-grown", new TestFacts(), history.did("finn", 1, 2))
                        .latest()
                        .reason());
    }

    @Test
    void aSecondDepartmentAndASecondTeamAreTold() {
        TestHistory history = new TestHistory()
                .did("ana", 1, 9)
                .did("ben", 1, 4)
                .in("Finance", "emea", "ana")
                .in("Logistics", "apac", "ben");

        assertEquals(
                "People of 2 departments of acme.com use the product: Finance, Logistics",
                only("second-department", new TestFacts(), history).latest().reason());
        Episode teams = only("second-team", new TestFacts(), history);
        assertEquals(
                "2 teams of acme.com use the product: apac, emea",
                teams.latest().reason());
        assertEquals(start(4), teams.startedAt());
    }

    @Test
    void aCompanyIsStandardisingWhenAShareOfItIsActive() {
        TestHistory history = new TestHistory();
        for (int i = 0; i < 15; i++) {
            history.did("p" + i, 1, 5 + i % 3);
        }
        assertEquals(
                "30% of acme.com are active: 15 of at most 50 people",
                only("company-standardising", new TestFacts().signup(CompanySize.UP_TO_50, null, null), history)
                        .latest()
                        .reason());
        assertEquals(
                List.of(),
                episodes("company-standardising", new TestFacts().signup(CompanySize.OVER_5000, null, null), history));
    }

    @Test
    void aDepartmentIsStandardisingWhenMostOfItAreActive() {
        TestHistory history = new TestHistory();
        for (int i = 0; i < 6; i++) {
            history.in("Finance", null, "p" + i);
        }
        for (int i = 0; i < 5; i++) {
            history.did("p" + i, 1, 5 - i);
        }
        assertEquals(
                "83% of the department Finance of acme.com are active: 5 of 6 known people",
                only("department-standardising", new TestFacts(), history)
                        .latest()
                        .reason());
    }

    @Test
    void aChampionDrivesTheUsageAndBringsOthers() {
        SignalRule rule = rule("champion");
        TestHistory history = new TestHistory().did("ana", 4, 20, 1).did("ben", 2, 20, 1);
        assertEquals(List.of(), episodes("champion", new TestFacts(), history));

        Episode episode = only("champion", new TestFacts(), history.watched(rule, 0, "ben", 15, "id-ana", Map.of()));

        assertEquals(
                "ana is the champion of acme.com: 67% of the usage, and brought ben",
                episode.latest().reason());
        assertEquals("ana", episode.latest().evidence().get("who"));
        assertEquals(1L, episode.latest().evidence().get("joined"));
    }

    @Test
    void aChampionWhoGoesQuietIsTold() {
        SignalRule rule = rule("champion-quiet");
        TestHistory history = new TestHistory()
                .watched(rule, 0, "ben", 55, "ana", Map.of())
                .did("ana", 6, 60, 16)
                .did("ben", 2, 60, 0);

        Episode episode = only("champion-quiet", new TestFacts(), history);

        assertEquals(
                "ana, the champion of acme.com, has been quiet since " + date(16),
                episode.latest().reason());
        assertEquals(start(1), episode.startedAt());
        assertEquals(
                List.of(),
                episodes("champion-quiet", new TestFacts(), history.did("ana", 1, 14)),
                "two weeks are not over");
    }

    @Test
    void whatMadeAChampionLongAgoIsNotTakenBackWhenItIsForgotten() {
        SignalRule rule = rule("champion");
        TestFacts facts = new TestFacts().firstSeen(at(130));
        TestHistory history = new TestHistory().did("ana", 4, 119, 0).did("ben", 2, 119, 0);
        SignalLedger.Row told = new SignalLedger.Row(
                7L,
                "champion",
                new Episode(
                        start(80),
                        start(25),
                        new Episode.Finding("champion", Map.of()),
                        new Episode.Finding("", Map.of())),
                false,
                false,
                true);

        // The invitation was accepted before the first day that is kept.
        SignalLedger.Entry entry = SignalLedger.enter(
                Signals.find(List.of(rule), facts.facts(), NEVER, history.made(), none(), NOW),
                List.of(told),
                name -> false,
                NOW);

        assertEquals(List.of(), entry.changed());
        assertEquals(
                start(28),
                only("champion", facts, history.watched(rule, 0, "ben", 117, "id-ana", Map.of()))
                        .startedAt());
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
                Signals.find(all, new TestFacts().facts(), NEVER, ordered.made(), none(), NOW),
                Signals.find(all, new TestFacts().facts(), NEVER, shuffled.made(), none(), NOW));
    }

    private static CohortThresholds none() {
        return (cohort, days, percentile, day) -> Optional.empty();
    }

    private static SignalRule rule(String name) {
        return StandardModel.MODEL.definition().signals().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Episode only(String name, TestFacts facts, TestHistory history) {
        List<Episode> episodes = episodes(name, facts, history);
        assertEquals(1, episodes.size(), name + ": " + episodes);
        return episodes.get(0);
    }

    private static List<Episode> episodes(String name, TestFacts facts, TestHistory history) {
        return found(name, facts, NEVER, history);
    }

    private static List<Episode> found(String name, TestFacts facts, Instant activatedAt, TestHistory history) {
        return Signals.find(List.of(rule(name)), facts.facts(), activatedAt, history.made(), none(), NOW)
                .get(0)
                .episodes();
    }
}
