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
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.CompiledModel;
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
    private final SignalRepository signals;
    private final ScoringModels models;
    private final Outbox outbox;
    private final Counter scored;

    ScoreService(
            AccountRepository accounts,
            FactsRepository facts,
            SignalRepository signals,
            ScoringModels models,
            Outbox outbox,
            MeterRegistry metrics) {
        this.accounts = accounts;
        this.facts = facts;
        this.signals = signals;
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

    /** Scores accounts again because time has passed. */
    @Transactional(Transactional.TxType.MANDATORY)
    void rescore(Collection<UUID> ids, Instant now) {
        rescore(ids, List.of(), now);
    }

    /** What the accounts with these ids count as, as far as they exist, and what that is worth now. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public List<ScoredAccount> read(Collection<UUID> ids, Instant now) {
        CompiledModel model = models.current();
        return facts.of(accounts.roots(ids), model, now).stream()
                .map(account -> ScoredAccount.of(model, account.facts(), now))
                .toList();
    }

    private void rescore(Collection<UUID> ids, List<SignupQualified> signups, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        CompiledModel model = models.current();
        Map<UUID, Account> before =
                accounts.lock(ids).stream().collect(Collectors.toMap(Account::id, Function.identity()));
        Map<UUID, List<SignupQualified>> signupsOf =
                signups.stream().collect(Collectors.groupingBy(SignupQualified::accountId));
        List<ScoredAccount> results = new ArrayList<>();
        for (FactsRepository.Known known : facts.of(before.keySet(), model, now)) {
            ScoredAccount result = ScoredAccount.of(model, known.facts(), now);
            List<SignupQualified> answered = Stream.concat(Stream.of(result.id()), known.facts().members().stream())
                    .flatMap(id -> signupsOf.getOrDefault(id, List.of()).stream())
                    .toList();
            results.add(
                    tell(before.get(result.id()), known.signals(), result, answered, now) ? result.andTold() : result);
        }
        signals.save(results);
        accounts.save(results, now);
        scored.increment(results.size());
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
        if (!signups.isEmpty()) {
            signups.forEach(signup -> publish(result, Trigger.SIGNUP, signup.answers(), now));
            return true;
        }
        if (!fired.isEmpty()
                || !ended.isEmpty()
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
                        null));
    }
}
