package io.tandem.scoring.preview;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.domain.WatchUse;
import io.tandem.scoring.models.ScoringModels;
import io.tandem.scoring.score.ScoreService;
import io.tandem.scoring.score.ScoredAccount;
import io.tandem.scoring.signals.SignalService;
import io.tandem.scoring.usage.KeptUsage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores accounts by the version in force and by another. What the other newly counts is counted from the calls kept of
 * these accounts by the very statements that would do it for good, in a transaction that is rolled back.
 */
@ApplicationScoped
class PreviewService {
    private static final int AT_ONCE = 50;
    private static final int MOST_MOVERS = 20;
    private static final int MOST_EXAMPLES = 10;
    private static final String ACTIVATED = "activated";
    private static final Comparator<Pair> BY_MOVE = Comparator.comparingDouble((Pair pair) -> -Math.abs(pair.moved()))
            .thenComparing(pair -> pair.was().facts().id());

    @Inject
    Database database;

    @Inject
    ScoringModels models;

    @Inject
    ScoreService scores;

    @Inject
    SignalService signals;

    @Inject
    KeptUsage keptUsage;

    PreviewView preview(int version, int most) {
        CompiledModel model = models.ofVersion(version)
                .orElseThrow(() -> Problem.notFound("There is no scoring model of version " + version + "."));
        models.refuseIfBeingForgotten(model);
        CompiledModel current = models.current();
        Instant now = Instant.now();
        New added = new New(models.newMeasures(model), models.newWatches(model), keptUsage.firstDay(now));
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
        return view(version, current, pairs, all, added.isEmpty() ? null : added.since());
    }

    /**
     * What the version counts that nothing has counted so far.
     *
     * @param since the first day of which the calls are kept from which it is counted
     */
    private record New(Map<String, Measure> measures, Map<String, WatchUse> watches, LocalDate since) {
        Map<String, LocalDate> watchesSince() {
            return watches.keySet().stream().collect(Collectors.toMap(Function.identity(), watch -> since));
        }

        boolean isEmpty() {
            return measures.isEmpty() && watches.isEmpty();
        }
    }

    private List<Pair> compare(List<UUID> ids, CompiledModel current, CompiledModel model, New added, Instant now) {
        QuarkusTransaction.begin();
        try {
            Map<UUID, Side> before = sides(ids, current, Map.of(), now);
            if (!added.isEmpty()) {
                // Two previews of one version would write the same rows, each in an order of its own.
                database.query("SELECT pg_advisory_xact_lock(hashtext('preview'))", row -> null);
                keptUsage.count(ids, added.measures(), added.watches(), now);
            }
            Map<UUID, Side> after = sides(ids, model, added.watchesSince(), now);
            return before.entrySet().stream()
                    .filter(account -> after.containsKey(account.getKey()))
                    .map(account -> new Pair(account.getValue(), after.get(account.getKey())))
                    .toList();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private Map<UUID, Side> sides(List<UUID> ids, CompiledModel model, Map<String, LocalDate> younger, Instant now) {
        List<ScoredAccount> accounts = scores.read(ids, model, now);
        Map<UUID, Set<String>> names = signals.namesInForce(
                model.definition().signals(),
                accounts.stream().map(ScoredAccount::facts).toList(),
                accounts.stream()
                        .filter(account -> account.activatedAt() != null)
                        .collect(Collectors.toMap(account -> account.facts().id(), ScoredAccount::activatedAt)),
                younger,
                now);
        return accounts.stream()
                .collect(Collectors.toMap(
                        account -> account.facts().id(),
                        account -> Side.of(account, names.get(account.facts().id()))));
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
                mean(pairs, pair -> pair.before().total()),
                mean(pairs, pair -> pair.after().total()),
                activated(pairs, Pair::was),
                activated(pairs, Pair::is),
                levels(pairs, grade),
                transitions(pairs, grade),
                levels(pairs, stage),
                transitions(pairs, stage),
                memberships(pairs),
                movers(pairs.stream().filter(pair -> pair.moved() != 0).toList(), MOST_MOVERS));
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

    private static List<PreviewView.Membership> memberships(List<Pair> pairs) {
        Set<String> names = pairs.stream()
                .flatMap(pair ->
                        Stream.concat(pair.before().memberships().stream(), pair.after().memberships().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
        return names.stream().map(name -> membership(name, pairs)).toList();
    }

    private static PreviewView.Membership membership(String name, List<Pair> pairs) {
        List<Pair> had = with(name, pairs, Pair::before);
        List<Pair> has = with(name, pairs, Pair::after);
        List<Pair> enter = has.stream()
                .filter(pair -> !pair.before().memberships().contains(name))
                .toList();
        List<Pair> leave = had.stream()
                .filter(pair -> !pair.after().memberships().contains(name))
                .toList();
        return new PreviewView.Membership(
                name,
                had.size(),
                has.size(),
                enter.size(),
                leave.size(),
                movers(enter, MOST_EXAMPLES),
                movers(leave, MOST_EXAMPLES));
    }

    private static List<Pair> with(String name, List<Pair> pairs, Function<Pair, Side> side) {
        return pairs.stream()
                .filter(pair -> side.apply(pair).memberships().contains(name))
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

    /**
     * What one version makes of an account.
     *
     * @param memberships the signals in force, and whether it is activated
     */
    private record Side(ScoredAccount account, Set<String> memberships) {
        static Side of(ScoredAccount account, Set<String> signals) {
            Set<String> all = new HashSet<>(signals);
            if (account.activatedAt() != null) {
                all.add(ACTIVATED);
            }
            return new Side(account, all);
        }

        double total() {
            return account.score().total();
        }
    }

    private record Pair(Side before, Side after) {
        ScoredAccount was() {
            return before.account();
        }

        ScoredAccount is() {
            return after.account();
        }

        double moved() {
            return after.total() - before.total();
        }

        PreviewView.Mover mover() {
            return new PreviewView.Mover(
                    is().facts().id(),
                    is().facts().domain(),
                    is().facts().name(),
                    before.total(),
                    after.total(),
                    was().score().grade(),
                    is().score().grade(),
                    was().stage(),
                    is().stage());
        }
    }
}
