package io.tandem.scoring.domain;

import io.tandem.scoring.domain.UsageHistory.PersonDays;
import io.tandem.scoring.domain.UsageHistory.WatchedDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the people of an account did; days are counted back from today, which is day 0. */
final class TestHistory {
    static final int DAYS = 120;
    static final LocalDate TODAY = LocalDate.ofInstant(TestFacts.NOW, ZoneOffset.UTC);

    private final Map<String, Somebody> people = new TreeMap<>();
    private final List<WatchedDay> watched = new ArrayList<>();
    private final Map<String, LocalDate> knownSince = new TreeMap<>();

    private static final class Somebody {
        private final long[] events = new long[DAYS];
        private String department;
        private String team;
    }

    /** Somebody does so much on every day from one to another, both included. */
    TestHistory did(String who, int eachDay, int daysAgo, int until) {
        for (int ago = daysAgo; ago >= until; ago--) {
            somebody(who).events[DAYS - 1 - ago] += eachDay;
        }
        return this;
    }

    TestHistory did(String who, int events, int daysAgo) {
        return did(who, events, daysAgo, daysAgo);
    }

    TestHistory in(String department, String team, String... who) {
        for (String each : who) {
            somebody(each).department = department;
            somebody(each).team = team;
        }
        return this;
    }

    TestHistory watched(SignalRule rule, int watch, String who, int daysAgo, String thing, Map<String, Object> detail) {
        Instant at = at(daysAgo);
        somebody(who);
        watched.add(new WatchedDay(
                rule.watch(watch), who, isUser(who), DAYS - 1 - daysAgo, thing, 1, at, detail, at, detail));
        return this;
    }

    TestHistory watched(SignalRule rule, int watch, String who, int daysAgo) {
        return watched(rule, watch, who, daysAgo, "", Map.of());
    }

    /** What was done longer ago is not known of this watch. */
    TestHistory knownSince(SignalRule rule, int watch, int daysAgo) {
        knownSince.put(rule.watch(watch), TODAY.minusDays(daysAgo));
        return this;
    }

    /** Ten in the morning of that day. */
    static Instant at(int daysAgo) {
        return start(daysAgo).plus(Duration.ofHours(10));
    }

    static Instant start(int daysAgo) {
        return TODAY.minusDays(daysAgo).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    static String date(int daysAgo) {
        return TODAY.minusDays(daysAgo).toString();
    }

    private static boolean isUser(String who) {
        return !who.startsWith("anonymous");
    }

    private Somebody somebody(String who) {
        return people.computeIfAbsent(who, name -> new Somebody());
    }

    UsageHistory made() {
        return new UsageHistory(
                TODAY.minusDays(DAYS - 1L),
                DAYS,
                people.entrySet().stream()
                        .map(entry -> new PersonDays(
                                entry.getKey(),
                                isUser(entry.getKey()),
                                entry.getValue().department,
                                entry.getValue().team,
                                Set.of(entry.getKey(), "id-" + entry.getKey()),
                                entry.getValue().events))
                        .toList(),
                watched,
                knownSince);
    }
}
