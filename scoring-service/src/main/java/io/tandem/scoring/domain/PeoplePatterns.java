package io.tandem.scoring.domain;

import io.tandem.contracts.CompanySize;
import io.tandem.scoring.domain.UsageHistory.PersonDays;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Patterns in who uses the product. People known by an anonymous id alone are nobody yet. */
final class PeoplePatterns {
    private PeoplePatterns() {}

    /** Level: people who took up an invitation in the window / people asked for. */
    static DailyPattern joined(SignalRule rule, UsageHistory history) {
        int days = rule.number("days");
        List<UsageHistory.WatchedDay> sent = history.watched(rule.watch(0));
        List<UsageHistory.WatchedDay> joined = history.watchedOfUsers().watched(rule.watch(1));
        Function<Integer, List<String>> who = day -> joined.stream()
                .filter(one -> one.day() > day - days && one.day() <= day)
                .map(UsageHistory.WatchedDay::who)
                .distinct()
                .toList();
        return DailyPattern.of(days - 1, day -> (double) who.apply(day).size() / rule.number("people"), day -> {
            List<String> all = who.apply(day);
            Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
            evidence.put("events", EventPatterns.names(rule));
            evidence.put(
                    "invited",
                    sent.stream()
                            .filter(one -> one.day() > day - days && one.day() <= day)
                            .mapToLong(UsageHistory.WatchedDay::events)
                            .sum());
            evidence.put("joined", all.size());
            evidence.put("days", days);
            Sentence.who(evidence, all, all.size());
            return evidence;
        });
    }

    /** Level: active people / (those of the window before × growth asked for), and no more than those added / least. */
    static DailyPattern seats(SignalRule rule, UsageHistory history) {
        int days = rule.number("days");
        return DailyPattern.of(
                2 * days - 1,
                day -> {
                    int before = history.activeUsers(day - 2 * days + 1, day - days);
                    int now = history.activeUsers(day - days + 1, day);
                    return before == 0
                            ? 0
                            : Math.min(
                                    now / (before * (1 + rule.percent("percent"))),
                                    (double) (now - before) / rule.number("people"));
                },
                day -> {
                    int before = history.activeUsers(day - 2 * days + 1, day - days);
                    int now = history.activeUsers(day - days + 1, day);
                    Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
                    evidence.put("people", now);
                    evidence.put("before", before);
                    evidence.put("days", days);
                    evidence.put("percent", Math.round(100.0 * (now - before) / Math.max(1, before)));
                    return evidence;
                });
    }

    /** Level: departments with active people / departments asked for. */
    static DailyPattern departments(SignalRule rule, UsageHistory history) {
        return kinds(rule, history, PersonDays::department, "departments");
    }

    /** Level: teams with active people / teams asked for. */
    static DailyPattern teams(SignalRule rule, UsageHistory history) {
        return kinds(rule, history, PersonDays::team, "teams");
    }

    private static DailyPattern kinds(
            SignalRule rule, UsageHistory history, Function<PersonDays, String> of, String name) {
        int days = rule.number("days");
        List<PersonDays> somewhere = history.people().stream()
                .filter(person -> person.user() && of.apply(person) != null)
                .toList();
        IntFunction<Map<String, List<PersonDays>>> active = day -> somewhere.stream()
                .filter(person -> person.isActiveUser(day - days + 1, day))
                .collect(Collectors.groupingBy(of, TreeMap::new, Collectors.toList()));
        return DailyPattern.of(days - 1, day -> (double) active.apply(day).size() / rule.number(name), day -> {
            Map<String, List<PersonDays>> byKind = active.apply(day);
            Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
            evidence.put(name, byKind.size());
            evidence.put("which", byKind.keySet().stream().limit(5).toList());
            evidence.put("days", days);
            List<String> who =
                    byKind.values().stream().map(people -> people.get(0).who()).toList();
            Sentence.who(
                    evidence, who, byKind.values().stream().mapToInt(List::size).sum());
            return evidence;
        });
    }

    /** Level: active people / the most that work there by the company's size / the share asked for. */
    static DailyPattern company(SignalRule rule, AccountFacts account, UsageHistory history) {
        int days = rule.number("days");
        Optional<CompanySize> size = UsagePatterns.cohortOf(account)
                .flatMap(label -> Arrays.stream(CompanySize.values())
                        .filter(band -> band.label().equals(label))
                        .findFirst())
                .filter(band -> band.most() < Integer.MAX_VALUE);
        return DailyPattern.of(
                days - 1,
                day -> size.map(band -> {
                            double people = history.activeUsers(day - days + 1, day);
                            return Math.min(
                                    people / band.most() / rule.percent("percent"), people / rule.number("people"));
                        })
                        .orElse(0.0),
                day -> {
                    int people = history.activeUsers(day - days + 1, day);
                    int most = size.orElseThrow().most();
                    Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
                    evidence.put("people", people);
                    evidence.put("ofPeople", most);
                    evidence.put("percent", Math.round(100.0 * people / most));
                    evidence.put("days", days);
                    return evidence;
                });
    }

    /** Level: the active among the people known of a department / the share asked for; the best department counts. */
    static DailyPattern department(SignalRule rule, UsageHistory history) {
        int days = rule.number("days");
        Map<String, List<PersonDays>> known = history.people().stream()
                .filter(person -> person.department() != null)
                .collect(Collectors.groupingBy(PersonDays::department, TreeMap::new, Collectors.toList()));
        record Share(String department, int active, int known, double level) {}
        Function<Integer, Optional<Share>> best = day -> known.entrySet().stream()
                .map(entry -> {
                    List<PersonDays> all = entry.getValue();
                    int active = (int) all.stream()
                            .filter(person -> person.isActiveUser(day - days + 1, day))
                            .count();
                    double share = (double) active / all.size() / rule.percent("percent");
                    return new Share(
                            entry.getKey(),
                            active,
                            all.size(),
                            Math.min(share, (double) active / rule.number("people")));
                })
                .max(Comparator.comparingDouble(Share::level)
                        .thenComparing(Share::department, Comparator.reverseOrder()));
        return DailyPattern.of(
                days - 1, day -> best.apply(day).map(Share::level).orElse(0.0), day -> {
                    Share share = best.apply(day).orElseThrow();
                    Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
                    evidence.put("department", share.department());
                    evidence.put("people", share.active());
                    evidence.put("ofPeople", share.known());
                    evidence.put("percent", Math.round(100.0 * share.active() / share.known()));
                    evidence.put("days", days);
                    return evidence;
                });
    }
}
