package io.tandem.routing.account;

import io.tandem.contracts.Motion;
import io.tandem.routing.domain.RoutingInputs;
import java.util.UUID;

/**
 * What routing knows of an account before it decides.
 *
 * @param family the account that this and those linked with it count as
 * @param motion the one with the most human in it of all accounts that count as one; null before the first decision
 * @param handoffAccount whose handoff it is: this account's, or that of an account it counts as one with; null without
 * @param rest since a handoff of this account, or of one it counts as one with, ended without success, or null
 * @param signupDecided whether the signup that asks has its decision already
 * @param policyVersion the policy in force now
 */
public record AccountFacts(
        UUID family,
        Motion motion,
        RoutingInputs.OpenHandoff handoff,
        UUID handoffAccount,
        RoutingInputs.Rest rest,
        RoutingInputs.Relationship relationship,
        boolean signupDecided,
        String policyVersion) {}
