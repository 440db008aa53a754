package io.tandem.scoring.preview;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.models.ScoringModels;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import io.tandem.scoring.usage.KeptUsage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scores accounts by the version in force and by another. What the other newly counts is counted from the calls kept of
 * these accounts by the very statements that would do it for good, in a transaction that is rolled back.
 */
@ApplicationScoped
class PreviewService {
    private static final int AT_ONCE = 50;
    private static final int MOST_MOVERS = 20;
    private static final int MOST_EXAMPLES = 10;
    private static final Comparator<Pair> BY_MOVE = Comparator.comparingDouble(
                    (Pair pair) -> -Math.abs(pair.after() - pair.before()))
            .thenComparing(pair -> pair.was().facts().id());

    @Inject
    Database database;

    @Inject
    ScoringModels models;

    @Inject
    ScoreService scores;

    @Inject
    KeptUsage keptUsage;

    PreviewView preview(int version, int most) {
        CompiledModel model = models.ofVersion(version)
                .orElseThrow(() -> Problem.notFound("There is no scoring model of version " + version + "."));
        CompiledModel current = models.current();
        Map<String, Measure> added = models.newMeasures(model);
        Instant now = Instant.now();
        // Ids are hashes, so that the first of them are as good a sample as any, and the same one every time.
        List<UUID> ids = database.query(
                "SELECT id FROM account WHERE grade IS NOT NULL AND (people > 0 OR signed_up) ORDER BY id LIMIT ?",
                row -> row.getObject("id", UUID.class),
                most);
        long all = database.query(
                        "SELECT count(*) FROM account WHERE grade IS NOT NULL AND (people > 0 OR signed_up)",
                        row -> row.getLong(1))
                .get(0);
        List<Pair> pairs = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<UUID> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            pairs.addAll(compare(some, current, model, added, now));
        }
        return view(version, current, pairs, all, added.isEmpty() ? null : keptUsage.firstDay(now));
    }

    private List<Pair> compare(
            List<UUID> ids, CompiledModel current, CompiledModel model, Map<String, Measure> added, Instant now) {
        QuarkusTransaction.begin();
        try {
            List<ScoredAccount> before = scores.read(ids, current, now);
            if (!added.isEmpty()) {
                keptUsage.count(ids, added);
            }
            Map<UUID, ScoredAccount> after = scores.read(ids, model, now).stream()
                    .collect(Collectors.toMap(account -> account.facts().id(), Function.identity()));
            return before.stream()
                    .filter(account -> after.containsKey(account.facts().id()))
                    .map(account -> new Pair(account, after.get(account.facts().id())))
                    .toList();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private static PreviewView view(int version, CompiledModel current, List<Pair> pairs, long all, LocalDate since) {
        Function<ScoredAccount, String> grade = account -> account.score().grade();
        Function<ScoredAccount, String> stage = account -> account.stage().name();
        return new PreviewView(
                version,
                Integer.parseInt(current.version()),
                pairs.size(),
                all,
                since,
                mean(pairs, Pair::before),
                mean(pairs, Pair::after),
                activated(pairs, Pair::was),
                activated(pairs, Pair::is),
                levels(pairs, grade),
                transitions(pairs, grade),
                levels(pairs, stage),
                transitions(pairs, stage),
                movers(
                        pairs.stream()
                                .filter(pair -> pair.before() != pair.after())
                                .toList(),
                        MOST_MOVERS));
    }

    private static int activated(List<Pair> pairs, Function<Pair, ScoredAccount> side) {
        return (int) pairs.stream()
                .filter(pair -> side.apply(pair).activatedAt() != null)
                .count();
    }

    private static List<PreviewView.Transition> transitions(List<Pair> pairs, Function<ScoredAccount, String> level) {
        Map<String, List<Pair>> byChange = pairs.stream()
                .filter(pair -> !level.apply(pair.was()).equals(level.apply(pair.is())))
                .collect(Collectors.groupingBy(
                        pair -> level.apply(pair.was()) + " " + level.apply(pair.is()),
                        TreeMap::new,
                        Collectors.toList()));
        return byChange.values().stream()
                .map(movers -> new PreviewView.Transition(
                        level.apply(movers.get(0).was()),
                        level.apply(movers.get(0).is()),
                        movers.size(),
                        movers(movers, MOST_EXAMPLES)))
                .toList();
    }

    private static List<PreviewView.Level> levels(List<Pair> pairs, Function<ScoredAccount, String> level) {
        Map<String, Long> before =
                pairs.stream().collect(Collectors.groupingBy(pair -> level.apply(pair.was()), Collectors.counting()));
        Map<String, Long> after =
                pairs.stream().collect(Collectors.groupingBy(pair -> level.apply(pair.is()), Collectors.counting()));
        Map<String, Long> staying = pairs.stream()
                .filter(pair -> level.apply(pair.was()).equals(level.apply(pair.is())))
                .collect(Collectors.groupingBy(pair -> level.apply(pair.is()), Collectors.counting()));
        TreeSet<String> levels = new TreeSet<>(before.keySet());
        levels.addAll(after.keySet());
        return levels.stream()
                .map(name -> {
                    long had = before.getOrDefault(name, 0L);
                    long has = after.getOrDefault(name, 0L);
                    long stay = staying.getOrDefault(name, 0L);
                    return new PreviewView.Level(name, had, has, has - stay, had - stay);
                })
                .toList();
    }

    private static List<PreviewView.Mover> movers(List<Pair> pairs, int most) {
        return pairs.stream().sorted(BY_MOVE).limit(most).map(Pair::mover).toList();
    }

    private static BigDecimal mean(List<Pair> pairs, Function<Pair, Double> total) {
        return BigDecimal.valueOf(
                        pairs.stream().mapToDouble(total::apply).average().orElse(0))
                .setScale(2, RoundingMode.HALF_EVEN);
    }

    private record Pair(ScoredAccount was, ScoredAccount is) {
        double before() {
            return was.score().total();
        }

        double after() {
            return is.score().total();
        }

        PreviewView.Mover mover() {
            return new PreviewView.Mover(
                    is.facts().id(),
                    is.facts().domain(),
                    is.facts().name(),
                    before(),
                    after(),
                    was.score().grade(),
                    is.score().grade(),
                    was.stage(),
                    is.stage());
        }
    }
}
