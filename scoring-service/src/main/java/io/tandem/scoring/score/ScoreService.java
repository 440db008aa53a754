package io.tandem.scoring.score;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.contracts.AccountActivated;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignalDetected;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.StageChanged;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.EngagementShares;
import io.tandem.scoring.domain.Qualification;
import io.tandem.scoring.identity.Attributions;
import io.tandem.scoring.models.ScoringModels;
import io.tandem.scoring.signals.SignalService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores accounts and publishes what is new. The rows of the accounts are locked first, so that of two transactions
 * that touch one account the second sees, and tells, what both did.
 */
@ApplicationScoped
public class ScoreService {
    private final Database database;
    private final AccountRepository accounts;
    private final FactsRepository facts;
    private final Qualifications qualifications;
    private final SignalService signals;
    private final ScoreRecords records;
    private final ScoringModels models;
    private final Outbox outbox;
    private final Counter scored;

    ScoreService(
            Database database,
            AccountRepository accounts,
            FactsRepository facts,
            Qualifications qualifications,
            SignalService signals,
            ScoreRecords records,
            ScoringModels models,
            Outbox outbox,
            MeterRegistry metrics) {
        this.database = database;
        this.accounts = accounts;
        this.facts = facts;
        this.qualifications = qualifications;
        this.signals = signals;
        this.records = records;
        this.models = models;
        this.outbox = outbox;
        scored = metrics.counter("tandem.scoring.accounts.scored");
    }

    /**
     * Scores the accounts that usage touched, and tells of those whose score moved enough to matter. Signals are looked at
     * where somebody waits for them, else in a while.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rescore(Attributions attributions, Instant now) {
        accounts.know(attributions.known());
        rescoreSettling(attributions.touched(), joinedFrom(attributions.changed()), now);
    }

    /**
     * Scores accounts again after usage.
     *
     * @param joined those of them to which somebody may have brought a stage from others
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void rescoreSettling(Collection<UUID> ids, Set<UUID> joined, Instant now) {
        rescore(ids, joined, List.of(), now, false, this::waitedFor, signals.settledAt(now));
    }

    /** The accounts to which somebody has moved who is at a stage at one of these. */
    @Transactional(Transactional.TxType.SUPPORTS)
    Set<UUID> joinedFrom(Collection<UUID> ids) {
        return qualifications.joinedFrom(ids);
    }

    /**
     * Scores the accounts of new signups, each of which gets an answer. Most are of people who have done nothing yet, whose
     * signals need no look while they wait in front of the form.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void rescore(Attributions attributions, List<SignupQualified> signups, Instant now) {
        Set<UUID> all = new HashSet<>(attributions.touched());
        attributions.known().forEach(account -> all.add(account.accountId()));
        signups.forEach(signup -> all.add(signup.accountId()));
        Database.RoundTrip trip = database.roundTrip();
        accounts.lockAll(trip, all, attributions.known());
        Database.Answer<UUID> takenIds = accounts.signedUp(trip, signups);
        Database.Answer<UUID> joined = qualifications.joinedFrom(trip, attributions.changed());
        Database.Answer<Account> locked = accounts.lock(trip, all);
        trip.make();
        Set<UUID> taken = Set.copyOf(takenIds.rows());
        List<SignupQualified> answered = signups.stream()
                .filter(signup -> taken.contains(signup.answers().signupId()))
                .toList();
        Set<UUID> touched = new HashSet<>(attributions.touched());
        answered.forEach(signup -> touched.add(signup.accountId()));
        rescoreLocked(
                touched.containsAll(all) ? locked.rows() : accounts.lock(touched),
                Set.copyOf(joined.rows()),
                answered,
                now,
                false,
                ScoreService::withUsageOrSignals,
                null);
    }

    /** Scores accounts again of which the others must hear, however little it changes the score. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rescoreAndTell(Collection<UUID> ids, Instant now) {
        accounts.tellNext(ids);
        rescore(ids, Set.of(), List.of(), now, false, ScoreService::all, null);
    }

    /** Scores accounts again because something is known that decides what they are worth, and looks at their signals. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rescore(Collection<UUID> ids, Instant now) {
        rescore(ids, joinedFrom(ids), List.of(), now, true, ScoreService::all, null);
    }

    /**
     * Scores accounts again because time has passed or somebody serves them now. Signals do not depend on that; those that
     * depend on time have a time of their own.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rescoreExactly(Collection<UUID> ids, Instant now) {
        rescore(ids, Set.of(), List.of(), now, true, this::waitedFor, null);
    }

    /**
     * Takes in what came of relationships.
     *
     * @param owned accounts that somebody else holds, or nobody any more, which is listed and changes no score
     * @param answered accounts whose handoffs were answered, which are scored again
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void relationshipsChanged(Set<UUID> owned, Set<UUID> answered, Instant now) {
        if (!owned.isEmpty()) {
            Set<UUID> all = new HashSet<>(owned);
            all.addAll(answered);
            records.listOwned(owned, all);
        }
        rescoreExactly(answered, now);
    }

    /** What the accounts with these ids count as, as far as they exist, and what that is worth now. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public List<ScoredAccount> read(Collection<UUID> ids, Instant now) {
        return read(ids, models.current(), now);
    }

    /** The same by any model, for whose sake nothing is stored or told. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public List<ScoredAccount> read(Collection<UUID> ids, CompiledModel model, Instant now) {
        return qualifications.scoreAlone(model, facts.of(accounts.roots(ids), model, now), now);
    }

    /** What the account with this id counts as, with its people and what each of them is worth now. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<ScoredAccount> readWhole(UUID id, Instant now) {
        CompiledModel model = models.current();
        return qualifications.scoreWhole(model, facts.of(accounts.roots(List.of(id)), model, now), now).stream()
                .findFirst();
    }

    /** What everybody has done for the engagement of what the account with this id counts as: it is the sum of it. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<List<EngagementShares.Share>> shares(UUID id, Instant now) {
        CompiledModel model = models.current();
        return facts.withEverybody(accounts.roots(List.of(id)), model, now).stream()
                .findFirst()
                .map(account -> EngagementShares.of(model, account.facts(), now));
    }

    private static Set<UUID> all(List<ScoredAccount> accounts) {
        return accounts.stream().map(ScoredAccount::id).collect(Collectors.toSet());
    }

    private static Set<UUID> withUsageOrSignals(List<ScoredAccount> accounts) {
        return accounts.stream()
                .filter(account -> account.facts().usage().firstSeenAt() != null
                        || !account.signals().isEmpty())
                .map(ScoredAccount::id)
                .collect(Collectors.toSet());
    }

    private Set<UUID> waitedFor(List<ScoredAccount> accounts) {
        return signals.takeWaiting(all(accounts));
    }

    /**
     * @param looked of all accounts, those whose signals are looked at in any case
     * @param settledAt when those of the others are looked at at the latest, null for when they are due anyway
     */
    private void rescore(
            Collection<UUID> ids,
            Set<UUID> joined,
            List<SignupQualified> signups,
            Instant now,
            boolean exactly,
            Function<List<ScoredAccount>, Set<UUID>> looked,
            Instant settledAt) {
        if (!ids.isEmpty()) {
            rescoreLocked(accounts.lock(ids), joined, signups, now, exactly, looked, settledAt);
        }
    }

    private void rescoreLocked(
            List<Account> locked,
            Set<UUID> joined,
            List<SignupQualified> signups,
            Instant now,
            boolean exactly,
            Function<List<ScoredAccount>, Set<UUID>> looked,
            Instant settledAt) {
        if (locked.isEmpty()) {
            return;
        }
        Map<UUID, Account> before = locked.stream().collect(Collectors.toMap(Account::id, Function.identity()));
        Database.RoundTrip trip = database.roundTrip();
        Supplier<CompiledModel> inForce = models.current(trip);
        FactsRepository.Asked asked = facts.ask(trip, before.keySet(), now);
        trip.make();
        CompiledModel model = inForce.get();
        Map<UUID, List<SignupQualified>> signupsOf =
                signups.stream().collect(Collectors.groupingBy(SignupQualified::accountId));
        List<FactsRepository.Known> known = facts.of(asked, model);
        List<ScoredAccount> scoredAnew = qualifications.score(model, known, joined, now);
        Map<UUID, SignalService.Look> looks = look(model, scoredAnew, before, looked.apply(scoredAnew), now);
        List<Outcome> outcomes = new ArrayList<>();
        for (ScoredAccount rated : scoredAnew) {
            SignalService.Look look = looks.get(rated.id());
            ScoredAccount result = look == null ? rated : rated.with(look.inForce());
            List<SignupQualified> answered = Stream.concat(Stream.of(result.id()), result.facts().members().stream())
                    .flatMap(id -> signupsOf.getOrDefault(id, List.of()).stream())
                    .toList();
            Account account = before.get(result.id());
            List<Signal> fired = look == null ? List.of() : look.fired();
            boolean told = tell(account, rated.signals(), result, fired, answered, now);
            // Where points are taken away, more of them may bring a threshold nearer than the list has it.
            boolean listed = told
                    || exactly
                    || account.listedBefore(now)
                    || !result.qualification().onlyFades(model);
            outcomes.add(new Outcome(account, listed ? result.due(model, exactly, now) : result, look, told, listed));
        }
        records.keep(outcomes, settledAt, now);
        scored.increment(outcomes.size());
    }

    /** Whoever has just been activated is looked at in any case. */
    private Map<UUID, SignalService.Look> look(
            CompiledModel model,
            List<ScoredAccount> scoredAnew,
            Map<UUID, Account> before,
            Set<UUID> look,
            Instant now) {
        List<ScoredAccount> looked = scoredAnew.stream()
                .filter(account -> look.contains(account.id())
                        || account.activation() != null
                                && !before.get(account.id()).activationTold())
                .toList();
        return signals.look(
                model.definition().signals(),
                looked.stream().map(ScoredAccount::facts).toList(),
                looked.stream()
                        .filter(account -> account.activation() != null)
                        .collect(Collectors.toMap(ScoredAccount::id, ScoredAccount::activatedAt)),
                now);
    }

    private boolean tell(
            Account before,
            List<Signal> signalsBefore,
            ScoredAccount result,
            List<Signal> fired,
            List<SignupQualified> signups,
            Instant now) {
        fired.forEach(signal -> outbox.append(Topics.SCORES, new SignalDetected(before.id(), signal)));

        if (result.activation() != null && !before.activationTold()) {
            outbox.append(
                    Topics.SCORES,
                    new AccountActivated(before.id(), result.activation().event(), result.activatedAt()));
        }
        boolean staged = result.stage() != result.kept().told();
        if (staged) {
            outbox.append(Topics.SCORES, stageChanged(result, now));
        }
        result.qualification().people().stream()
                .filter(person -> person.standing().stage() != person.member().stage())
                .forEach(person -> outbox.append(Topics.SCORES, stageChanged(result, person, now)));
        if (!signups.isEmpty()) {
            signups.forEach(signup -> publish(result, Trigger.SIGNUP, signup.answers(), now));
            return true;
        }
        if (!fired.isEmpty()
                || !names(signalsBefore).equals(names(result.signals()))
                || staged
                || before.told().differsFrom(result.total(), result.score().grade(), result.facts())) {
            publish(result, Trigger.USAGE, result.facts().signup(), now);
            return true;
        }
        return false;
    }

    private static Set<String> names(List<Signal> signals) {
        return signals.stream().map(Signal::name).collect(Collectors.toSet());
    }

    private void publish(ScoredAccount result, Trigger trigger, SignupAnswers signup, Instant now) {
        AccountFacts account = result.facts();
        outbox.append(
                Topics.SCORES,
                new AccountScored(
                        account.id(),
                        account.domain(),
                        account.name(),
                        trigger,
                        signup,
                        result.score(),
                        result.signals(),
                        account.usage(),
                        account.people(),
                        now,
                        account.firmographics(),
                        account.doNotLeadWithSales(),
                        result.stage()));
    }

    private static StageChanged stageChanged(ScoredAccount result, Instant now) {
        return new StageChanged(
                result.id(),
                null,
                null,
                result.stage(),
                result.kept().told(),
                result.score().total(),
                result.stageReason(),
                now);
    }

    private static StageChanged stageChanged(ScoredAccount result, Qualification.QualifiedPerson person, Instant now) {
        return new StageChanged(
                result.id(),
                person.member().personId(),
                person.member().who(),
                person.standing().stage(),
                person.member().stage(),
                person.score().total(),
                person.standing().reason(),
                now);
    }
}
