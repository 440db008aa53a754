package io.tandem.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An account was scored anew. Topic {@code scores.v1}. Carries all that routing and the relationship record need, so
 * that they ask nobody.
 *
 * @param trigger why: {@code SIGNUP} for a new signup (which needs an answer), {@code USAGE} else
 * @param signup the signup that triggered this score, else the account's latest, else null
 * @param signals every signal that is in force now
 * @param people the account's people, most active first, 50 at most
 * @param firmographics what is known of the company from elsewhere than its people, or null
 * @param doNotLeadWithSales everybody known there came as a contact of a newsletter, community, repository or document
 *     and nobody asked for a human
 * @param stage how far the account is qualified; null in what was told before stages were
 */
public record AccountScored(
        UUID accountId,
        String domain,
        String accountName,
        Trigger trigger,
        SignupAnswers signup,
        Score score,
        List<Signal> signals,
        UsageFacts usage,
        List<AccountPerson> people,
        Instant scoredAt,
        Firmographics firmographics,
        boolean doNotLeadWithSales,
        Stage stage)
        implements Event.OfAccount {

    public enum Trigger {
        SIGNUP,
        USAGE
    }
}
