package io.tandem.scoring.domain;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that is known of an account and that its score and signals are made of.
 *
 * @param members other accounts that count as part of this one, all of whose facts are in here
 * @param domain null when the account is not known by a company's domain
 * @param signup the latest one, or null
 * @param said the latest answer to each question of the form that somebody there gave, by the question's field
 * @param firmographics what is known of the company from elsewhere, or null
 * @param plan the latest that anybody there was said to have, or null
 * @param usageByRule what was done, by the names under which the model uses it, see {@link CompiledModel#rulesOf()}
 * @param arrivals who was seen in the product, in order of arrival, the first {@link
 *     SignalRule#MOST_PEOPLE}
 * @param people everybody known, most active first, 50 at most
 * @param peopleKnown how many are known, seen in the product or not
 * @param doNotLeadWithSales somebody is known by email or user id, and all of them signed up as contacts who are not to
 *     be led with sales
 */
public record AccountFacts(
        UUID id,
        List<UUID> members,
        String domain,
        String name,
        SignupAnswers signup,
        Map<String, String> said,
        Firmographics firmographics,
        String plan,
        Map<String, RuleUsage> usageByRule,
        UsageFacts usage,
        List<Arrival> arrivals,
        List<AccountPerson> people,
        int peopleKnown,
        boolean doNotLeadWithSales) {

    /** The account as sentences name it. */
    public String shownName() {
        return domain != null ? domain : name;
    }
}
