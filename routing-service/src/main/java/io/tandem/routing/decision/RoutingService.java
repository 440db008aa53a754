package io.tandem.routing.decision;

import io.tandem.contracts.AccountScored;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.NextStep;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.contracts.UsageFacts;
import io.tandem.kit.delivery.Outbox;
import io.tandem.routing.account.AccountFacts;
import io.tandem.routing.account.Accounts;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.Brief;
import io.tandem.routing.domain.Erasure;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.handoff.Handoffs;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.policy.Policies;
import io.tandem.routing.privacy.Contacts;
import io.tandem.routing.rep.RepRepository;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

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
    DecisionRepository decisions;

    @Inject
    Handoffs handoffs;

    @Inject
    RepRepository reps;

    @Inject
    Outbox outbox;

    @Inject
    StoredJson json;

    @Inject
    RoutingConfig config;

    @Inject
    Contacts contacts;

    @Inject
    DecisionLatency latency;

    @Transactional(Transactional.TxType.MANDATORY)
    void route(AccountScored received) {
        UUID signupId = askingSignup(received);
        AccountFacts facts = accounts.facts(received.accountId(), signupId, received.signup());
        if (signupId != null && facts.signupDecided()) {
            return;
        }
        AccountScored scored = facts.signupErased() ? Erasure.withoutSigner(received) : received;
        CompiledPolicy policy = policies.version(facts.policyVersion());
        RoutingInputs inputs = inputs(scored, signupId, facts);
        Routing.decide(policy.policy(), inputs, policy, pools::lock)
                .ifPresent(routed -> record(scored, signupId, inputs, routed, facts));
    }

    private void record(
            AccountScored scored, UUID signupId, RoutingInputs inputs, Routing.Routed routed, AccountFacts facts) {
        Routing.Outcome outcome = routed.outcome();
        Instant now = Instant.now();
        UUID decisionId = UUID.randomUUID();
        UUID handoffId = handoffId(inputs, outcome);
        String policyVersion = facts.policyVersion();
        if (routed.ledger() != null) {
            pools.save(routed.pool().ledger(), routed.ledger());
        }
        decisions.add(new Decision(
                decisionId,
                scored.accountId(),
                signupId,
                outcome.motion(),
                outcome.rule(),
                policyVersion,
                outcome.ledgerPosition(),
                handoffId,
                json.write(inputs),
                json.write(outcome),
                json.write(routed.pool()),
                now));
        // While a linked account's handoff is open it is the one that is served, also after a separation.
        UUID served = facts.handoffAccount() == null ? scored.accountId() : facts.handoffAccount();
        accounts.routed(served, outcome.motion(), outcome.owner(), now);
        outbox.append(
                Topics.ROUTES,
                new RouteDecided(
                        scored.accountId(),
                        decisionId,
                        signupId,
                        outcome.motion(),
                        outcome.reason(),
                        outcome.owner(),
                        nextStep(outcome),
                        handoffId,
                        policyVersion,
                        now));
        if (outcome.opensHandoff()) {
            HandoffOpened opened = new HandoffOpened(
                    scored.accountId(),
                    handoffId,
                    decisionId,
                    outcome.owner(),
                    outcome.motion(),
                    outcome.reasons(),
                    Brief.of(scored, outcome, contacts.notToContact(scored)),
                    now,
                    now.plus(Duration.ofMinutes(outcome.slaMinutes())));
            handoffs.open(opened, outcome.pool());
        }
        latency.recordAtCommit(outcome.motion(), scored.scoredAt());
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
                        scored.accountId(), scored.domain(), scored.accountName(), facts.motion(), facts.handoff()),
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

    private NextStep nextStep(Routing.Outcome outcome) {
        RoutingConfig.NextStepUrls urls = config.nextStep();
        return new NextStep(
                outcome.nextStep(),
                switch (outcome.nextStep()) {
                    case "BOOK_MEETING" -> meetingUrl(outcome.owner());
                    case "EXPECT_CONTACT" -> urls.expectContactUrl();
                    default -> urls.startProductUrl();
                });
    }

    private String meetingUrl(Owner owner) {
        return reps.meetingUrl(owner.id()).orElseGet(() -> config.nextStep()
                .bookMeetingUrl()
                .replace("{rep}", owner.id().toString()));
    }
}
