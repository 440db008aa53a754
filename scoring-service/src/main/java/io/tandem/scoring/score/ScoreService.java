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
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.EngagementShares;
import io.tandem.scoring.domain.Qualification;
import io.tandem.scoring.domain.Scoring;
import io.tandem.scoring.identity.Attributions;
import io.tandem.scoring.models.ScoringModels;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores accounts and publishes what is new. The rows of the accounts are locked first, so that of two transactions
 * that touch one account the second sees, and tells, what both did.
 */
@ApplicationScoped
public class ScoreService {
    private final AccountRepository accounts;
    private final FactsRepository facts;
    private final Qualifications qualifications;
    private final SignalRepository signals;
    private final ScoreRecords records;
    private final ScoringModels models;
    private final Outbox outbox;
    private final Counter scored;

    ScoreService(
            AccountRepository accounts,
            FactsRepository facts,
            Qualifications qualifications,
            SignalRepository signals,
            ScoreRecords records,
            ScoringModels models,
            Outbox outbox,
            MeterRegistry metrics) {
        this.accounts = accounts;
        this.facts = facts;
        this.qualifications = qualifications;
        this.signals = signals;
        this.records = records;
        this.models = models;
        this.outbox = outbox;
        scored = metrics.counter("tandem.scoring.accounts.scored");
    }

    /** Scores the accounts that usage touched, and tells of those whose score moved enough to matter. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rescore(Attributions attributions, Instant now) {
        accounts.know(attributions.known());
        rescore(attributions.touched(), List.of(), now);
    }

    /** Scores the accounts of new signups, each of which gets an answer. */
    @Transactional(Transactional.TxType.MANDATORY)
    void rescore(Attributions attributions, List<SignupQualified> signups, Instant now) {
        Set<UUID> all = new HashSet<>(attributions.touched());
        attributions.known().forEach(account -> all.add(account.accountId()));
        signups.forEach(signup -> all.add(signup.accountId()));
        accounts.lockAll(all);
        accounts.know(attributions.known());
        Set<UUID> taken = accounts.signedUp(signups);
        List<SignupQualified> answered = signups.stream()
                .filter(signup -> taken.contains(signup.answers().signupId()))
                .toList();
        Set<UUID> touched = new HashSet<>(attributions.touched());
        answered.forEach(signup -> touched.add(signup.accountId()));
        rescore(touched, answered, now);
    }

    /** Scores accounts again of which the others must hear, however little it changes the score. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rescoreAndTell(Collection<UUID> ids, Instant now) {
        accounts.tellNext(ids);
        rescore(ids, List.of(), now);
    }

    /** Scores accounts again because time has passed, or something is known that decides what they are worth. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rescore(Collection<UUID> ids, Instant now) {
        rescore(ids, List.of(), now, true);
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

    /** What everybody has done for the engagement of what the account with this id counts as. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<Shared> shares(UUID id, Instant now) {
        CompiledModel model = models.current();
        return facts.withEverybody(accounts.roots(List.of(id)), model, now).stream()
                .findFirst()
                .map(account -> new Shared(
                        Scoring.score(model, account.facts(), now).engagement(),
                        EngagementShares.of(model, account.facts(), now)));
    }

    /** An account's engagement, and the parts that add up to it. */
    public record Shared(double engagement, List<EngagementShares.Share> shares) {}

    private void rescore(Collection<UUID> ids, List<SignupQualified> signups, Instant now) {
        rescore(ids, signups, now, false);
    }

    private void rescore(Collection<UUID> ids, List<SignupQualified> signups, Instant now, boolean exactly) {
        Map<UUID, Account> before = ids.isEmpty()
                ? Map.of()
                : accounts.lock(ids).stream().collect(Collectors.toMap(Account::id, Function.identity()));
        if (before.isEmpty()) {
            return;
        }
        CompiledModel model = models.current();
        Map<UUID, List<SignupQualified>> signupsOf =
                signups.stream().collect(Collectors.groupingBy(SignupQualified::accountId));
        List<FactsRepository.Known> known = facts.of(before.keySet(), model, now);
        Map<UUID, Set<String>> signalsBefore =
                known.stream().collect(Collectors.toMap(one -> one.facts().id(), FactsRepository.Known::signals));
        List<Outcome> outcomes = new ArrayList<>();
        for (ScoredAccount rated : qualifications.score(model, known, now)) {
            ScoredAccount result = exactly ? rated.exactlyDue(model, now) : rated;
            List<SignupQualified> answered = Stream.concat(Stream.of(result.id()), result.facts().members().stream())
                    .flatMap(id -> signupsOf.getOrDefault(id, List.of()).stream())
                    .toList();
            Account account = before.get(result.id());
            boolean told = tell(account, signalsBefore.get(result.id()), result, answered, now);
            outcomes.add(new Outcome(account, result, told, told || exactly || account.listedBefore(now)));
        }
        signals.save(outcomes.stream().map(Outcome::result).toList());
        records.keep(outcomes, now);
        scored.increment(outcomes.size());
    }

    private boolean tell(
            Account before,
            Set<String> signalsBefore,
            ScoredAccount result,
            List<SignupQualified> signups,
            Instant now) {
        List<Signal> fired = result.signals().stream()
                .filter(signal -> !signalsBefore.contains(signal.name()))
                .toList();
        fired.forEach(signal -> outbox.append(Topics.SCORES, new SignalDetected(before.id(), signal)));

        Set<String> inForce = result.signals().stream().map(Signal::name).collect(Collectors.toSet());
        List<String> ended =
                signalsBefore.stream().filter(name -> !inForce.contains(name)).toList();
        if (!ended.isEmpty()) {
            signals.end(before.id(), ended);
        }
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
                || !ended.isEmpty()
                || staged
                || before.told().differsFrom(result.total(), result.score().grade(), result.facts())) {
            publish(result, Trigger.USAGE, result.facts().signup(), now);
            return true;
        }
        return false;
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
