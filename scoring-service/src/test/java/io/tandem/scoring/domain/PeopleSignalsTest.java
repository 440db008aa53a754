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
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tandem.contracts.CompanySize;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signals of who does something as the standard model has them. */
class PeopleSignalsTest {
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
        assertEquals(
                "3 people of acme.com use the product: user0@acme.com, user1@acme.com, user2@acme.com",
                only("several-users", new TestFacts().users(12), new TestHistory())
                        .fired()
                        .reason());
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
    void browsersAreNobodyWhoJoinedOrWasBrought() {
        SignalRule joined = rule("teammates-joined");
        TestHistory history = new TestHistory().did("ana", 4, 20, 1).did("ben", 2, 20, 1);
        for (String browser : List.of("anonymous1", "anonymous2")) {
            history.watched(joined, 1, browser, 15, "id-ana", Map.of())
                    .watched(rule("champion"), 0, browser, 15, "id-ana", Map.of());
        }

        assertEquals(List.of(), episodes("teammates-joined", new TestFacts(), history));
        assertEquals(List.of(), episodes("champion", new TestFacts(), history));
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
    void aChampionStaysQuietUntilTheyAreBackOrAnotherIsChampion() {
        SignalRule rule = rule("champion-quiet");
        TestHistory silent = new TestHistory()
                .watched(rule, 0, "ben", 105, "ana", Map.of())
                .did("ana", 6, 110, 100)
                .did("ben", 2, 110, 100);
        Episode episode = only("champion-quiet", new TestFacts(), silent);
        assertNull(episode.endedAt(), "though nobody is champion of an account that does nothing");

        SignalLedger.Row told = told("champion-quiet", 200, Map.of("who", "ana"));
        assertEquals(
                1,
                entered(rule, new TestFacts(), new TestHistory().did("ben", 2, 119, 0), none(), List.of(told))
                        .inForce()
                        .size());
        assertEquals(
                List.of(),
                entered(rule, new TestFacts(), new TestHistory().did("ana", 2, 3), none(), List.of(told))
                        .inForce());
        TestHistory another = new TestHistory()
                .did("ben", 6, 60, 0)
                .did("cleo", 2, 60, 0)
                .watched(rule, 0, "cleo", 50, "ben", Map.of());
        assertEquals(
                List.of(),
                entered(rule, new TestFacts(), another, none(), List.of(told)).inForce());
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
                Signals.find(List.of(rule), facts.facts(), NEVER, history.made(), none(), List.of(), NOW),
                List.of(told),
                name -> false,
                NOW);

        assertEquals(List.of(), entry.changed());
        assertEquals(
                start(28),
                only("champion", facts, history.watched(rule, 0, "ben", 117, "id-ana", Map.of()))
                        .startedAt());
    }
}
