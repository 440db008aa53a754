package io.tandem.scoring.domain;

import io.tandem.scoring.domain.UsageHistory.WatchedDay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Patterns that are complete at an exact moment. */
final class EventPatterns {
    private EventPatterns() {}

    /** From the arrival of the person who makes them enough; over only when there are fewer. */
    static List<Episode> severalUsers(SignalRule rule, AccountFacts account) {
        int asked = rule.number("people");
        int users = account.usage().users();
        if (users < asked || account.arrivals().size() < asked) {
            return List.of();
        }
        return List.of(new Episode(
                account.arrivals().get(asked - 1).firstSeenAt(),
                null,
                users(rule, account, account.arrivals().subList(0, asked), asked),
                users(rule, account, account.arrivals(), users)));
    }

    private static Episode.Finding users(SignalRule rule, AccountFacts account, List<Arrival> arrivals, int users) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("users", users);
        Sentence.who(evidence, arrivals.stream().map(Arrival::who).toList(), users);
        return Sentence.of(rule, account, evidence);
    }

    /** From an event until there was none for so many days. */
    static List<Episode> events(SignalRule rule, AccountFacts account, UsageHistory history, Instant now) {
        Duration lasts = Duration.ofDays(rule.number("lastsDays"));
        List<Episode> episodes = new ArrayList<>();
        List<WatchedDay> run = new ArrayList<>();
        Instant over = null;
        for (WatchedDay day : history.watched(rule.watch(0))) {
            if (over != null && day.firstAt().isAfter(over)) {
                episodes.add(episode(rule, account, run, over));
                run.clear();
                over = null;
            }
            run.add(day);
            Instant until = day.lastAt().plus(lasts);
            over = over == null || until.isAfter(over) ? until : over;
        }
        if (!run.isEmpty()) {
            episodes.add(episode(rule, account, run, over.isAfter(now) ? null : over));
        }
        return episodes;
    }

    private static Episode episode(SignalRule rule, AccountFacts account, List<WatchedDay> run, Instant endedAt) {
        return new Episode(
                run.get(0).firstAt(),
                endedAt,
                Sentence.of(rule, account, evidence(rule, run.get(0), List.of(run.get(0)))),
                Sentence.of(rule, account, evidence(rule, run.get(0), run)));
    }

    /** Who did it first and what they met; how often it happened, and to how many others. */
    private static Map<String, Object> evidence(SignalRule rule, WatchedDay first, List<WatchedDay> run) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        List<String> names = names(rule);
        evidence.put("event", names.size() == 1 ? names.get(0) : names);
        evidence.put("who", first.who());
        evidence.put("times", run.stream().mapToLong(WatchedDay::events).sum());
        long people = run.stream().map(WatchedDay::who).distinct().count();
        if (people > 1) {
            evidence.put("people", people);
        }
        evidence.putAll(first.firstDetail());
        return evidence;
    }

    static List<String> names(SignalRule rule) {
        return rule.events().stream()
                .flatMap(watch -> watch.events().stream())
                .distinct()
                .toList();
    }

    /** For some days after it. */
    static List<Episode> activation(SignalRule rule, AccountFacts account, Instant activatedAt, Instant now) {
        if (activatedAt == null) {
            return List.of();
        }
        Instant over = activatedAt.plus(Duration.ofDays(rule.number("lastsDays")));
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("activatedAt", activatedAt.toString());
        Episode.Finding finding = Sentence.of(rule, account, evidence);
        return List.of(new Episode(activatedAt, over.isAfter(now) ? null : over, finding, finding));
    }

    /**
     * Some days after a step was reached while none after it was; for some days, since it is old news then. Where it is not
     * known whether a later one was, because nobody looked for it yet, nothing is said.
     */
    static List<Episode> stuck(SignalRule rule, AccountFacts account, UsageHistory history, Instant now) {
        Duration after = Duration.ofDays(rule.number("afterDays"));
        List<Episode> episodes = new ArrayList<>();
        Instant next = null;
        List<String> later = new ArrayList<>();
        for (int step = rule.events().size() - 1; step >= 0; step--) {
            String watch = rule.watch(step);
            WatchedDay reached = history.watched(watch).stream().findFirst().orElse(null);
            boolean known =
                    reached != null && later.stream().allMatch(each -> history.isKnownSince(each, reached.firstAt()));
            later.add(watch);
            if (reached == null) {
                continue;
            }
            Instant stuckAt = reached.firstAt().plus(after);
            Instant over = stuckAt.plus(Duration.ofDays(rule.number("lastsDays")));
            over = next != null && next.isBefore(over) ? next : over;
            if (known && step < rule.events().size() - 1 && stuckAt.isBefore(over) && !stuckAt.isAfter(now)) {
                Map<String, Object> evidence = new LinkedHashMap<>();
                evidence.put("step", rule.events().get(step).events().get(0));
                evidence.put("nextStep", rule.events().get(step + 1).events().get(0));
                evidence.put("who", reached.who());
                evidence.put("reachedAt", reached.firstAt().toString());
                evidence.put("days", rule.number("afterDays"));
                Episode.Finding finding = Sentence.of(rule, account, evidence);
                episodes.add(0, new Episode(stuckAt, over.isAfter(now) ? null : over, finding, finding));
            }
            next = next == null || reached.firstAt().isBefore(next) ? reached.firstAt() : next;
        }
        return episodes;
    }
}
