package io.tandem.routing.decision;

import io.tandem.contracts.AccountScored;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.NextStep;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Signal;
import io.tandem.contracts.Topics;
import io.tandem.contracts.UsageFacts;
import io.tandem.kit.delivery.Outbox;
import io.tandem.routing.account.AccountFacts;
import io.tandem.routing.account.Accounts;
import io.tandem.routing.assignment.Assignments;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.Brief;
import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.Erasure;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.RecordedDecision;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.handoff.Handoffs;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.policy.Policies;
import io.tandem.routing.privacy.Contacts;
import io.tandem.routing.rep.RepRepository;
import io.tandem.routing.sla.Deadlines;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.StoredDecisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private static final String BOOK_MEETING = "BOOK_MEETING";

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
    RepRepository reps;

    @Inject
    Outbox outbox;

    @Inject
    StoredDecisions stored;

    @Inject
    RoutingConfig config;

    @Inject
    Contacts contacts;

    @Inject
    DecisionLatency latency;

    @Inject
    Clock clock;

    /** Routes accounts in this order. What several of them need is read, and written, by one statement. */
    @Transactional(Transactional.TxType.MANDATORY)
    void route(List<AccountScored> received) {
        Map<UUID, Instant> erased =
                accounts.erased(received.stream().flatMap(Erasure::people).collect(Collectors.toSet()));
        Assignments assignments = pools.open();
        List<AccountScored> left = received.stream()
                .map(scored -> Erasure.withoutErased(scored, erased))
                .toList();
        while (!left.isEmpty()) {
            left = routeOneOfEachFamily(left, assignments);
        }
        assignments.save();
    }

    /** A decision changes what the next one on the same account has to know, so that one is left for the next time. */
    private List<AccountScored> routeOneOfEachFamily(List<AccountScored> received, Assignments assignments) {
        Map<UUID, AccountScored> firstOfEach = new LinkedHashMap<>();
        received.forEach(scored -> firstOfEach.putIfAbsent(scored.accountId(), scored));
        Map<UUID, AccountFacts> known = accounts.facts(firstOfEach.values().stream()
                .map(scored -> new Accounts.Asking(scored.accountId(), askingSignup(scored)))
                .toList());
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
        database.together(
                DecisionRepository.add(decided.stream().map(this::decision).toList()),
                Accounts.routed(decided.stream()
                        .map(one -> new Accounts.Routed(
                                one.served(),
                                one.outcome().motion(),
                                one.outcome().owner(),
                                one.at()))
                        .toList()));
        Map<UUID, String> meetingUrls = meetingUrls(decided);
        List<Decided> opening =
                decided.stream().filter(one -> one.outcome().opensHandoff()).toList();
        Map<UUID, Handoffs.Opening> openings = opening.isEmpty() ? Map.of() : open(opening, assignments);
        for (Decided one : decided) {
            outbox.append(Topics.ROUTES, routeDecided(one, meetingUrls));
            if (openings.containsKey(one.id())) {
                outbox.append(Topics.ROUTES, openings.get(one.id()).event());
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

    private RouteDecided routeDecided(Decided one, Map<UUID, String> meetingUrls) {
        return new RouteDecided(
                one.scored().accountId(),
                one.id(),
                one.signupId(),
                one.outcome().motion(),
                one.outcome().reason(),
                one.outcome().owner(),
                nextStep(one.outcome(), meetingUrls),
                one.handoffId(),
                one.facts().policyVersion(),
                one.at());
    }

    /** The handoffs that begin, by the decisions that they come from. */
    private Map<UUID, Handoffs.Opening> open(List<Decided> opening, Assignments assignments) {
        // For each of them the pools were locked, so nobody changes anybody's hours meanwhile.
        Deadlines.Calendars calendars = Deadlines.of(assignments.calendars());
        HandingOver all = new HandingOver(
                contacts.notToContact(opening.stream().map(Decided::scored).toList()),
                handoffs.ended(
                        opening.stream().map(one -> one.scored().accountId()).toList()),
                calendars);
        Map<UUID, Handoffs.Opening> openings =
                opening.stream().collect(Collectors.toMap(Decided::id, one -> opening(one, all)));
        handoffs.open(List.copyOf(openings.values()), calendars);
        return openings;
    }

    private static Handoffs.Opening opening(Decided one, HandingOver all) {
        Routing.Outcome outcome = one.outcome();
        Brief brief = Brief.of(
                one.scored(),
                outcome,
                all.notToContact(),
                all.before().getOrDefault(one.scored().accountId(), List.of()));
        HandoffOpened opened = new HandoffOpened(
                one.scored().accountId(),
                one.handoffId(),
                one.id(),
                outcome.owner(),
                outcome.motion(),
                outcome.reasons(),
                brief.text(),
                one.at(),
                all.calendars()
                        .due(outcome.owner(), outcome.pool(), one.at(), Duration.ofMinutes(outcome.slaMinutes())));
        return new Handoffs.Opening(
                opened,
                outcome.pool(),
                outcome.slaMinutes(),
                one.inputs().signup() != null && one.inputs().signup().talkToSales(),
                one.inputs().signals().stream().map(Signal::name).toList(),
                brief,
                one.routed().needs());
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

    private NextStep nextStep(Routing.Outcome outcome, Map<UUID, String> meetingUrls) {
        RoutingConfig.NextStepUrls urls = config.nextStep();
        return new NextStep(
                outcome.nextStep(),
                switch (outcome.nextStep()) {
                    case BOOK_MEETING ->
                        meetingUrls.getOrDefault(
                                outcome.owner().id(),
                                urls.bookMeetingUrl()
                                        .replace("{rep}", outcome.owner().id().toString()));
                    case "EXPECT_CONTACT" -> urls.expectContactUrl();
                    default -> urls.startProductUrl();
                });
    }

    private Map<UUID, String> meetingUrls(List<Decided> decided) {
        Set<UUID> owners = decided.stream()
                .map(Decided::outcome)
                .filter(outcome -> outcome.nextStep().equals(BOOK_MEETING))
                .map(outcome -> outcome.owner().id())
                .collect(Collectors.toSet());
        return owners.isEmpty() ? Map.of() : reps.meetingUrls(owners);
    }

    /** What is looked up once for all handoffs that begin together. */
    private record HandingOver(Set<UUID> notToContact, Map<UUID, List<String>> before, Deadlines.Calendars calendars) {}

    /** A decision on its way into the database. */
    private record Decided(
            UUID id,
            AccountScored scored,
            UUID signupId,
            Policy policy,
            RoutingInputs inputs,
            Routing.Routed routed,
            UUID handoffId,
            AccountFacts facts,
            Instant at) {
        Routing.Outcome outcome() {
            return routed.outcome();
        }

        /** While a linked account's handoff is open it is the one that is served, also after a separation. */
        UUID served() {
            return facts.handoffAccount() == null ? scored.accountId() : facts.handoffAccount();
        }
    }
}
