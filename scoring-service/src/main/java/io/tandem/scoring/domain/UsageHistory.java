package io.tandem.scoring.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an account's people did, day by day. Days are counted from the first that is kept, which is day 0; the last is
 * today, of which the rest is still to come.
 */
public final class UsageHistory {
    private final LocalDate since;
    private final int days;
    private final List<PersonDays> people;
    private final List<WatchedDay> watched;
    private final PersonDays everybody;
    private final Map<String, LocalDate> knownSince;
    private final int firstUsed;

    /**
     * @param days how many days are kept, today among them
     * @param knownSince of watches that are younger than what happened: what was done before may not be known
     */
    public UsageHistory(
            LocalDate since,
            int days,
            List<PersonDays> people,
            List<WatchedDay> watched,
            Map<String, LocalDate> knownSince) {
        this.knownSince = knownSince;
        this.since = since;
        this.days = days;
        this.people =
                people.stream().sorted(Comparator.comparing(PersonDays::who)).toList();
        this.watched = watched.stream()
                .sorted(Comparator.comparing(WatchedDay::firstAt)
                        .thenComparing(WatchedDay::who)
                        .thenComparing(WatchedDay::thing))
                .toList();
        long[] sum = new long[days];
        people.forEach(person -> {
            for (int day = 0; day < days; day++) {
                sum[day] += person.events(day, day);
            }
        });
        everybody = new PersonDays("", false, null, null, Set.of(), sum);
        firstUsed = findFirstUsed();
    }

    private UsageHistory(UsageHistory of, List<WatchedDay> watched) {
        since = of.since;
        days = of.days;
        people = of.people;
        this.watched = watched;
        everybody = of.everybody;
        knownSince = of.knownSince;
        firstUsed = of.firstUsed;
    }

    /** The same but for what was watched of people known by an anonymous id alone, who are nobody yet. */
    UsageHistory watchedOfUsers() {
        return new UsageHistory(this, watched.stream().filter(WatchedDay::user).toList());
    }

    /**
     * What one person did.
     *
     * @param who as people are shown: email, else user id
     * @param user false for somebody of whom only an anonymous id is known
     * @param names every name by which an invitation may tell of them
     */
    public static final class PersonDays {
        private final String who;
        private final boolean user;
        private final String department;
        private final String team;
        private final Set<String> names;
        /** The first day on which anything was done: most people are here for a few days only, and there may be many. */
        private final int first;

        /** What was done until before each day from the first to after the last. */
        private final long[] before;

        private final int[] activeBefore;

        /** @param events by day */
        public PersonDays(String who, boolean user, String department, String team, Set<String> names, long[] events) {
            this.who = who;
            this.user = user;
            this.department = department;
            this.team = team;
            this.names = Set.copyOf(names);
            int from = 0;
            int until = events.length;
            while (from < until && events[from] == 0) {
                from++;
            }
            while (until > from && events[until - 1] == 0) {
                until--;
            }
            first = from;
            before = new long[until - from + 1];
            activeBefore = new int[before.length];
            for (int i = 0; i < until - from; i++) {
                before[i + 1] = before[i] + events[from + i];
                activeBefore[i + 1] = activeBefore[i] + (events[from + i] > 0 ? 1 : 0);
            }
        }

        private int index(int day) {
            return Math.max(0, Math.min(before.length - 1, day - first));
        }

        public String who() {
            return who;
        }

        boolean user() {
            return user;
        }

        String department() {
            return department;
        }

        String team() {
            return team;
        }

        boolean isActiveUser(int from, int to) {
            return user && events(from, to) > 0;
        }

        Set<String> names() {
            return names;
        }

        /** Also by a name that they were shown by before. */
        boolean isCalled(String name) {
            return who.equals(name) || names.contains(name);
        }

        /** From one day to another, both included; days before those kept count nothing. */
        long events(int from, int to) {
            return to < from ? 0 : before[index(to + 1)] - before[index(from)];
        }

        int activeDays(int from, int to) {
            return to < from ? 0 : activeBefore[index(to + 1)] - activeBefore[index(from)];
        }

        /** The last day on which they did something until this one, or -1. */
        int lastActive(int until) {
            int day = until;
            while (day >= 0 && events(day, day) == 0) {
                day--;
            }
            return day;
        }
    }

    /**
     * The watched events of one person on one day.
     *
     * @param user false for somebody of whom only an anonymous id is known
     * @param day counted as here; of watches of which only the first event matters 0
     * @param thing the value of the property that the watch counts by, or empty
     */
    public record WatchedDay(
            String watch,
            String who,
            boolean user,
            int day,
            String thing,
            long events,
            Instant firstAt,
            Map<String, Object> firstDetail,
            Instant lastAt,
            Map<String, Object> lastDetail) {}

    /** The first day on which anything was done, today if nothing was: no pattern has shown itself before. */
    int firstUsed() {
        return firstUsed;
    }

    private int findFirstUsed() {
        int first = 0;
        while (first < today() && everybody.events(first, first) == 0) {
            first++;
        }
        for (WatchedDay one : watched) {
            long day = ChronoUnit.DAYS.between(since, LocalDate.ofInstant(one.firstAt(), ZoneOffset.UTC));
            first = (int) Math.max(0, Math.min(first, day));
        }
        return first;
    }

    int today() {
        return days - 1;
    }

    LocalDate date(int day) {
        return since.plusDays(day);
    }

    Instant startOf(int day) {
        return date(day).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Whether nothing is forgotten that was done since then; null for never. */
    boolean isKeptSince(Instant time) {
        return time == null || !time.isBefore(startOf(0));
    }

    List<PersonDays> people() {
        return people;
    }

    PersonDays everybody() {
        return everybody;
    }

    int activeUsers(int from, int to) {
        int active = 0;
        for (PersonDays person : people) {
            if (person.isActiveUser(from, to)) {
                active++;
            }
        }
        return active;
    }

    /** Whether all is known that a watch looks for, from this time on. */
    boolean isKnownSince(String watch, Instant time) {
        LocalDate since = knownSince.get(watch);
        return since == null || !time.isBefore(since.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    /** In order of time. */
    List<WatchedDay> watched(String watch) {
        return watched.stream().filter(one -> one.watch().equals(watch)).toList();
    }

    /** What was usual in so many windows of as many days, the last of which ends on this day: their median. */
    double usual(int length, int windows, int until) {
        double[] sums = new double[windows];
        for (int i = 0; i < windows; i++) {
            int end = until - i * length;
            sums[i] = everybody.events(end - length + 1, end);
        }
        return median(sums);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * Whether the passing of time alone may show or end a signal. When a step was reached is kept for ever, and tells
     * nothing after a while; how many people are known does not change by itself.
     *
     * @param activatedAt null before that
     */
    public boolean mayChange(List<SignalRule> rules, Instant activatedAt, Instant now) {
        return everybody.events(0, today()) > 0 || rules.stream().anyMatch(rule -> mayChange(rule, activatedAt, now));
    }

    private boolean mayChange(SignalRule rule, Instant activatedAt, Instant now) {
        return switch (rule.kind()) {
            case ACTIVATION ->
                activatedAt != null
                        && activatedAt
                                .plus(Duration.ofDays(rule.number("lastsDays")))
                                .isAfter(now);
            case STEP_STUCK -> {
                Duration tells = Duration.ofDays(rule.number("afterDays") + rule.number("lastsDays"));
                yield watched(rule).anyMatch(step -> step.firstAt().plus(tells).isAfter(now));
            }
            default -> watched(rule).findAny().isPresent();
        };
    }

    private Stream<WatchedDay> watched(SignalRule rule) {
        return watched.isEmpty()
                ? Stream.of()
                : rule.watches().keySet().stream().flatMap(watch -> watched(watch).stream());
    }

    /** Everything done in these days. */
    public long eventsOfLast(int length) {
        return everybody.events(today() - length, today() - 1);
    }
}
