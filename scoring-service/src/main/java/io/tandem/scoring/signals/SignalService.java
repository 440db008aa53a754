package io.tandem.scoring.signals;

import io.tandem.contracts.Signal;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.CohortThresholds;
import io.tandem.scoring.domain.SignalLedger;
import io.tandem.scoring.domain.SignalRule;
import io.tandem.scoring.domain.Signals;
import io.tandem.scoring.domain.UsageHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the signals of accounts whose rows the caller has locked, and records what is new. */
@ApplicationScoped
public class SignalService {
    /** Accounts whose day has changed are looked at over so many hours, not all at midnight. */
    private static final Duration SPREAD = Duration.ofHours(2);

    /** What so many people did at most is held in memory at once, unless one account has more. */
    private static final int PEOPLE_AT_ONCE = 20_000;

    private final RollupRepository rollups;
    private final HistoryRepository histories;
    private final EpisodeRepository episodes;
    private final SilenceRepository silences;
    private final CohortRepository measures;
    private final Cohorts cohorts;
    private final SignalsConfig config;

    SignalService(
            RollupRepository rollups,
            HistoryRepository histories,
            EpisodeRepository episodes,
            SilenceRepository silences,
            CohortRepository measures,
            Cohorts cohorts,
            SignalsConfig config) {
        this.rollups = rollups;
        this.histories = histories;
        this.episodes = episodes;
        this.silences = silences;
        this.measures = measures;
        this.cohorts = cohorts;
        this.config = config;
    }

    /**
     * @param inForce what others may hear of, in the order of the model
     * @param fired what they have to be told
     * @param dueAt when time alone may change something, null for never
     */
    public record Look(List<Signal> inForce, List<Signal> fired, Instant dueAt) {}

    /** @param activatedAt by account, of those that are activated */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, Look> look(
            List<SignalRule> rules, Collection<AccountFacts> accounts, Map<UUID, Instant> activatedAt, Instant now) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Look> looks = new HashMap<>();
        List<EpisodeRepository.Of> changed = new ArrayList<>();
        List<Long> dropped = new ArrayList<>();
        List<CohortRepository.Measured> measured = new ArrayList<>();
        for (List<AccountFacts> portion : portions(accounts)) {
            Known known = known(rules, portion, Map.of(), now);
            for (AccountFacts account : portion) {
                UsageHistory own = known.histories().get(account.id());
                SignalLedger.Entry entry = known.enter(rules, account, activatedAt.get(account.id()), now);
                entry.changed().forEach(row -> changed.add(new EpisodeRepository.Of(account.id(), row)));
                dropped.addAll(entry.dropped());
                measured.addAll(measured(rules, account, own));
                looks.put(
                        account.id(),
                        new Look(
                                entry.inForce(),
                                entry.fired(),
                                own.mayChange(rules, activatedAt.get(account.id()), now)
                                        ? nextDay(account.id(), now)
                                        : null));
            }
        }
        episodes.save(changed, dropped);
        measures.measure(measured, LocalDate.ofInstant(now, ZoneOffset.UTC));
        return looks;
    }

    /**
     * The names of what would be in force by these rules; nothing is recorded or told.
     *
     * @param younger watches of these rules that no version in force had, with the day from which on all is known that
     *     they look for
     */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Map<UUID, Set<String>> namesInForce(
            List<SignalRule> rules,
            Collection<AccountFacts> accounts,
            Map<UUID, Instant> activatedAt,
            Map<String, LocalDate> younger,
            Instant now) {
        Map<UUID, Set<String>> names = new HashMap<>();
        for (List<AccountFacts> portion : portions(accounts)) {
            Known known = known(rules, portion, younger, now);
            portion.forEach(account -> names.put(
                    account.id(),
                    known.enter(rules, account, activatedAt.get(account.id()), now).inForce().stream()
                            .map(Signal::name)
                            .collect(Collectors.toSet())));
        }
        return names;
    }

    private static List<List<AccountFacts>> portions(Collection<AccountFacts> accounts) {
        List<List<AccountFacts>> portions = new ArrayList<>();
        long people = 0;
        for (AccountFacts account : accounts) {
            people += account.peopleKnown();
            if (portions.isEmpty() || people > PEOPLE_AT_ONCE) {
                portions.add(new ArrayList<>());
                people = account.peopleKnown();
            }
            portions.get(portions.size() - 1).add(account);
        }
        return portions;
    }

    private Known known(
            List<SignalRule> rules, Collection<AccountFacts> accounts, Map<String, LocalDate> younger, Instant now) {
        List<UUID> ids = accounts.stream().map(AccountFacts::id).sorted().toList();
        List<UUID> all = accounts.stream()
                .flatMap(account -> Stream.concat(Stream.of(account.id()), account.members().stream()))
                .toList();
        return new Known(
                histories.of(ids, Watches.ids(rules), younger, now),
                episodes.since(ids, histories.since(now).atStartOfDay().toInstant(ZoneOffset.UTC)),
                silences.active(all, now),
                cohorts.thresholds(rules, now));
    }

    /** What signals are found in, and what was recorded of them. */
    private record Known(
            Map<UUID, UsageHistory> histories,
            Map<UUID, List<SignalLedger.Row>> recorded,
            Map<UUID, Set<String>> silenced,
            CohortThresholds thresholds) {
        SignalLedger.Entry enter(List<SignalRule> rules, AccountFacts account, Instant activatedAt, Instant now) {
            List<SignalLedger.Row> rows = recorded.getOrDefault(account.id(), List.of());
            return SignalLedger.enter(
                    Signals.find(rules, account, activatedAt, histories.get(account.id()), thresholds, rows, now),
                    rows,
                    name -> isSilenced(name, account, silenced),
                    now);
        }
    }

    /** Those of these accounts whose signals somebody may wait for; the caller looks at them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UUID> takeWaiting(Set<UUID> accounts) {
        return rollups.takeWaiting(accounts);
    }

    /** Accounts that become part of others, or may do, have no signals of their own from now on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void withdrawAll(Collection<UUID> accounts, Instant now) {
        episodes.withdrawAll(accounts, now);
    }

    /** When an account is looked at that usage has touched for which nobody waits. */
    public Instant settledAt(Instant now) {
        return now.plus(config.settle());
    }

    private static boolean isSilenced(String name, AccountFacts account, Map<UUID, Set<String>> silenced) {
        return Stream.concat(Stream.of(account.id()), account.members().stream())
                        .anyMatch(id -> silenced.getOrDefault(id, Set.of()).contains(name))
                || silenced.getOrDefault(null, Set.of()).contains(name);
    }

    private static List<CohortRepository.Measured> measured(
            List<SignalRule> rules, AccountFacts account, UsageHistory history) {
        Map<Integer, CohortRepository.Measured> byDays = new LinkedHashMap<>();
        Signals.cohortOf(account).ifPresent(cohort -> Cohorts.rules(rules).stream()
                .map(rule -> rule.number("days"))
                .forEach(days -> byDays.put(
                        days, new CohortRepository.Measured(account.id(), days, cohort, history.eventsOfLast(days)))));
        return List.copyOf(byDays.values());
    }

    private static Instant nextDay(UUID account, Instant now) {
        Instant midnight = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        return midnight.plusSeconds(Math.floorMod(account.hashCode(), SPREAD.toSeconds()));
    }
}
