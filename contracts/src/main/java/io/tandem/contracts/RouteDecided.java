package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A policy was applied to an account. Topic {@code routes.v1}.
 *
 * @param signupId the signup that this decision answers, or null when usage triggered it
 * @param reason one plain sentence
 * @param owner who takes care of the account, or null (self-serve, or queued until somebody is free)
 * @param handoffId the handoff that the decision opened or continues, or null
 * @param policyVersion the one published policy version that was applied
 */
public record RouteDecided(
        UUID accountId,
        UUID decisionId,
        UUID signupId,
        Motion motion,
        String reason,
        Owner owner,
        NextStep nextStep,
        UUID handoffId,
        String policyVersion,
        Instant decidedAt)
        implements Event.OfAccount {}
