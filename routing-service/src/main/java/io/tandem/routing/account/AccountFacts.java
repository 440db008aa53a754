package io.tandem.routing.account;

import io.tandem.contracts.Motion;
import io.tandem.routing.domain.RoutingInputs;

/**
 * What routing knows of an account before it decides.
 *
 * @param motion null before the first decision
 * @param signupDecided whether the signup that asks has its decision already
 * @param policyVersion the policy in force now
 */
public record AccountFacts(
        Motion motion,
        RoutingInputs.OpenHandoff handoff,
        RoutingInputs.Relationship relationship,
        boolean signupDecided,
        String policyVersion) {}
