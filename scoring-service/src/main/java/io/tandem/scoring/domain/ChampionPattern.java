package io.tandem.scoring.domain;

import io.tandem.scoring.domain.UsageHistory.PersonDays;
import io.tandem.scoring.domain.UsageHistory.WatchedDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Who drives the usage and brings others: of whole days only, because a share falls again when others do something later
 * in the day. Level: the least of share of the events / share asked for, joined by their invitation within 91 days / asked
 * for, active people / least, events / least; the person with the highest counts.
 *
 * <p>Of a champion gone quiet the level is 1 if who was champion before the quiet days did nothing in them. It lasts until
 * they do something again or somebody else is champion.
 */
final class ChampionPattern implements DailyPattern {
    /** An invitation counts for so many days, which are fewer than are kept, or the past would change as days go. */
    private static final int JOINED_DAYS = 91;

    private final SignalRule rule;
    private final UsageHistory history;
    private final boolean allKept;
    private final int quiet;
    private final int days;
    private final Map<PersonDays, List<WatchedDay>> broughtBy;

    ChampionPattern(SignalRule rule, AccountFacts account, UsageHistory history, int quiet) {
        this.rule = rule;
        this.history = history;
        allKept = history.isKeptSince(account.usage().firstSeenAt());
        this.quiet = quiet;
        days = rule.number("days");
        broughtBy = broughtBy(history.people(), history.watched(rule.watch(0)));
    }

    /** Who joined by each person's invitation, in order of time: looked up once, as it is asked for every person and day. */
    private static Map<PersonDays, List<WatchedDay>> broughtBy(List<PersonDays> people, List<WatchedDay> joined) {
        Map<PersonDays, List<WatchedDay>> broughtBy = new HashMap<>();
        if (joined.isEmpty()) {
            return broughtBy;
        }
        Map<String, List<PersonDays>> called = new HashMap<>();
        people.forEach(person -> person.names().forEach(name -> called.computeIfAbsent(name, none -> new ArrayList<>(1))
                .add(person)));
        for (WatchedDay one : joined) {
            Stream.of(one.thing(), one.thing().toLowerCase(Locale.ROOT))
                    .distinct()
                    .flatMap(name -> called.getOrDefault(name, List.of()).stream())
                    .distinct()
                    .filter(person -> !one.who().equals(person.who()))
                    .forEach(person -> broughtBy
                            .computeIfAbsent(person, none -> new ArrayList<>())
                            .add(one));
        }
        return broughtBy;
    }

    private record Champion(PersonDays person, long events, long ofEvents, List<String> brought, double level) {}

    @Override
    public int firstDay() {
        return quiet + (allKept ? days : Math.max(days, JOINED_DAYS));
    }

    @Override
    public double on(int day) {
        Optional<Champion> champion = champion(day - quiet - 1);
        if (quiet == 0) {
            return champion.map(Champion::level).orElse(0.0);
        }
        return champion.filter(one -> one.level() >= 1 && one.person().events(day - quiet, day - 1) == 0)
                        .isPresent()
                ? 1
                : 0;
    }

    @Override
    public Optional<IntPredicate> until(Supplier<Map<String, Object>> fired) {
        if (quiet == 0) {
            return Optional.empty();
        }
        String who = String.valueOf(fired.get().get("who"));
        return Optional.of(day -> history.people().stream()
                        .filter(person -> person.isCalled(who))
                        .noneMatch(person -> person.events(day - quiet, day - 1) > 0)
                && champion(day - quiet - 1)
                        .filter(one -> one.level() >= 1 && !one.person().isCalled(who))
                        .isEmpty());
    }

    @Override
    public Map<String, Object> evidence(int day) {
        int until = day - quiet - 1;
        Champion champion = champion(until).orElseThrow();
        Map<String, Object> evidence = DailyPattern.period(history, until - days + 1, until);
        evidence.put("who", champion.person().who());
        evidence.put("events", champion.events());
        evidence.put("ofEvents", champion.ofEvents());
        evidence.put("percent", Math.round(100.0 * champion.events() / champion.ofEvents()));
        evidence.put("joined", champion.brought().size());
        if (!champion.brought().isEmpty()) {
            evidence.put("brought", champion.brought().stream().limit(5).toList());
        }
        if (quiet > 0) {
            evidence.put("quietDays", quiet);
            evidence.put(
                    "lastActive",
                    history.date(champion.person().lastActive(until)).toString());
        }
        return evidence;
    }

    private Optional<Champion> champion(int until) {
        int from = until - days + 1;
        long all = history.everybody().events(from, until);
        double atAll = Math.min(
                (double) history.activeUsers(from, until) / rule.number("people"),
                (double) all / rule.number("leastEvents"));
        return all == 0
                ? Optional.empty()
                : history.people().stream()
                        .filter(person -> person.isActiveUser(from, until))
                        .map(person -> champion(person, from, until, all, atAll))
                        .max(Comparator.comparingDouble(Champion::level)
                                .thenComparingLong(Champion::events)
                                .thenComparing(one -> one.person().who(), Comparator.reverseOrder()));
    }

    private Champion champion(PersonDays person, int from, int until, long all, double atAll) {
        long events = person.events(from, until);
        List<String> brought = broughtBy.getOrDefault(person, List.of()).stream()
                .filter(one -> one.day() <= until && one.day() > until - JOINED_DAYS)
                .map(WatchedDay::who)
                .distinct()
                .toList();
        int asked = rule.number("joined");
        double share = (double) events / all / rule.percent("percent");
        double bringing = asked == 0 ? share : (double) brought.size() / asked;
        return new Champion(person, events, all, brought, Math.min(Math.min(share, bringing), atAll));
    }
}
