package io.tandem.routing.decision;

import io.tandem.contracts.AccountScored;
import io.tandem.contracts.NextStep;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.contracts.UsageFacts;
import io.tandem.kit.delivery.Outbox;
import io.tandem.routing.account.AccountFacts;
import io.tandem.routing.account.Accounts;
import io.tandem.routing.assignment.Assignments;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.Erasure;
import io.tandem.routing.domain.RecordedDecision;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.handoff.Handoffs;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.policy.Policies;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.StoredDecisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Routes an account that was scored: always when a signup asks, else only when it is to meet a human. */
@ApplicationScoped
class RoutingService {
    @Inject
    Accounts accounts;

    @Inject
    Policies policies;

    @Inject
    Pools pools;

    @Inject
    Database database;

    @Inject
    Handoffs handoffs;

    @Inject
    Outbox outbox;

    @Inject
    StoredDecisions stored;

    @Inject
    NextSteps nextSteps;

    @Inject
    HandoffOpenings openings;

    @Inject
    DecisionLatency latency;

    @Inject
    Clock clock;

    /** Routes accounts in this order. What several of them need is read, and written, by one statement. */
    @Transactional(Transactional.TxType.MANDATORY)
    void route(List<AccountScored> received) {
        if (received.isEmpty()) {
            return;
        }
        Accounts.Known known = accounts.known(
                received.stream().flatMap(Erasure::people).collect(Collectors.toSet()), asking(firstOfEach(received)));
        Assignments assignments = pools.open();
        List<AccountScored> left = routeOneOfEachFamily(
                received.stream()
                        .map(scored -> Erasure.withoutErased(scored, known.erased()))
                        .toList(),
                known.facts(),
                assignments);
        while (!left.isEmpty()) {
            left = routeOneOfEachFamily(left, accounts.facts(asking(firstOfEach(left))), assignments);
        }
    }

    private static Map<UUID, AccountScored> firstOfEach(List<AccountScored> received) {
        Map<UUID, AccountScored> first = new LinkedHashMap<>();
        received.forEach(scored -> first.putIfAbsent(scored.accountId(), scored));
        return first;
    }

    private static List<Accounts.Asking> asking(Map<UUID, AccountScored> scored) {
        return scored.values().stream()
                .map(one -> new Accounts.Asking(one.accountId(), askingSignup(one)))
                .toList();
    }

    /** A decision changes what the next one on the same account has to know, so that one is left for the next time. */
    private List<AccountScored> routeOneOfEachFamily(
            List<AccountScored> received, Map<UUID, AccountFacts> known, Assignments assignments) {
        Map<UUID, AccountScored> firstOfEach = firstOfEach(received);
        Set<UUID> families = new HashSet<>();
        List<AccountScored> left = new ArrayList<>();
        List<Decided> decided = new ArrayList<>();
        for (AccountScored scored : received) {
            AccountFacts facts = known.get(scored.accountId());
            if (firstOfEach.get(scored.accountId()) == scored && families.add(facts.family())) {
                decide(scored, facts, assignments).ifPresent(decided::add);
            } else {
                left.add(scored);
            }
        }
        if (!decided.isEmpty()) {
            if (!left.isEmpty()) {
                // The pools before the accounts, always: what is left may need them when these accounts are locked.
                assignments.lock();
            }
            record(decided, assignments);
        }
        return left;
    }

    private Optional<Decided> decide(AccountScored scored, AccountFacts facts, Assignments assignments) {
        UUID signupId = askingSignup(scored);
        if (signupId != null && facts.signupDecided()) {
            return Optional.empty();
        }
        CompiledPolicy policy = policies.version(facts.policyVersion());
        RoutingInputs inputs = inputs(scored, signupId, facts);
        Optional<Routing.Routed> routed = Routing.decide(policy.policy(), inputs, policy, assignments::pool);
        routed.filter(result -> result.ledger() != null)
                .ifPresent(
                        result -> assignments.assigned(result.outcome().owner().id(), result.ledger()));
        routed.filter(result -> result.ledger() == null
                        && result.outcome().opensHandoff()
                        && result.outcome().owner() != null)
                .ifPresent(
                        result -> assignments.received(result.outcome().owner().id()));
        return routed.map(result -> new Decided(
                UUID.randomUUID(),
                scored,
                signupId,
                policy.policy(),
                inputs,
                result,
                handoffId(inputs, result.outcome()),
                facts,
                clock.instant()));
    }

    private void record(List<Decided> decided, Assignments assignments) {
        handoffs.keepOpen(decided.stream()
                .map(one -> one.inputs().account().handoff())
                .filter(Objects::nonNull)
                .map(RoutingInputs.OpenHandoff::id)
                .toList());
        List<Decided> opening =
                decided.stream().filter(one -> one.outcome().opensHandoff()).toList();
        Optional<HandoffOpenings.Asked> told =
                opening.isEmpty() ? Optional.empty() : Optional.of(HandoffOpenings.ask(opening));
        Optional<Call<Map.Entry<UUID, String>>> pages = NextSteps.askPages(decided);
        List<Call<?>> calls = new ArrayList<>(List.of(
                DecisionRepository.add(decided.stream().map(this::decision).toList()),
                Accounts.routed(decided.stream()
                        .map(one -> new Accounts.Routed(
                                one.served(),
                                one.outcome().motion(),
                                one.outcome().owner(),
                                one.at()))
                        .toList())));
        calls.addAll(assignments.saving());
        pages.ifPresent(calls::add);
        told.ifPresent(asked -> calls.addAll(List.of(asked.notToContact(), asked.ended())));
        database.together(calls.toArray(Call<?>[]::new));
        Map<UUID, NextStep> next = nextSteps.of(decided, pages);
        Map<UUID, Handoffs.Opening> opened =
                told.map(asked -> openings.open(opening, asked, assignments)).orElse(Map.of());
        for (Decided one : decided) {
            outbox.append(Topics.ROUTES, routeDecided(one, next.get(one.id())));
            if (opened.containsKey(one.id())) {
                outbox.append(Topics.ROUTES, opened.get(one.id()).event());
            }
        }
        latency.recordAtCommit(decided.stream()
                .map(one -> new DecisionLatency.Made(
                        one.outcome().motion(), one.scored().scoredAt()))
                .toList());
    }

    private Decision decision(Decided one) {
        return new Decision(
                one.id(),
                one.scored().accountId(),
                one.signupId(),
                one.outcome().motion(),
                one.outcome().rule(),
                one.facts().policyVersion(),
                one.outcome().ledgerPosition(),
                one.handoffId(),
                stored.write(DecisionContent.of(one.policy(), one.inputs(), one.routed())),
                RecordedDecision.of(one.inputs(), one.outcome()).toBytes(),
                one.at());
    }

    private static RouteDecided routeDecided(Decided one, NextStep next) {
        return new RouteDecided(
                one.scored().accountId(),
                one.id(),
                one.signupId(),
                one.outcome().motion(),
                one.outcome().reason(),
                one.outcome().owner(),
                next,
                one.handoffId(),
                one.facts().policyVersion(),
                one.at());
    }

    /** The signup that needs an answer; usage may carry the account's latest signup, which has its answer. */
    private static UUID askingSignup(AccountScored scored) {
        return scored.trigger() == AccountScored.Trigger.SIGNUP && scored.signup() != null
                ? scored.signup().signupId()
                : null;
    }

    private static RoutingInputs inputs(AccountScored scored, UUID signupId, AccountFacts facts) {
        return new RoutingInputs(
                signupId == null ? AccountScored.Trigger.USAGE : AccountScored.Trigger.SIGNUP,
                new RoutingInputs.Account(
                        scored.accountId(),
                        scored.domain(),
                        scored.accountName(),
                        facts.motion(),
                        facts.handoff(),
                        facts.rest()),
                scored.signup(),
                scored.score(),
                Objects.requireNonNullElse(scored.signals(), List.of()),
                Objects.requireNonNullElse(scored.usage(), UsageFacts.NONE),
                facts.relationship(),
                scored.firmographics(),
                scored.doNotLeadWithSales());
    }

    private static UUID handoffId(RoutingInputs inputs, Routing.Outcome outcome) {
        if (outcome.opensHandoff()) {
            return UUID.randomUUID();
        }
        return inputs.account().handoff() != null && outcome.motion().hasHuman()
                ? inputs.account().handoff().id()
                : null;
    }
}
