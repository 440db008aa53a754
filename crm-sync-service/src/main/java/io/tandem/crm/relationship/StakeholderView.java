package io.tandem.crm.relationship;

import io.tandem.crm.account.Stakeholder;
import java.util.UUID;

/**
 * Somebody at the account.
 *
 * @param accountId the account they were met at: this one, or one that counts as part of it
 * @param source {@code SIGNUP} when they filled in the form, {@code USAGE} when only the product knows
 *     them, {@code ADDED} when people added them by hand, {@code CRM} when people
 *     had them in a CRM
 * @param doNotLeadWithSales came as a contact of a newsletter, community, repository or document
 * @param doNotContact is not to be contacted at all
 */
record StakeholderView(
        UUID accountId,
        UUID personId,
        String name,
        String email,
        String role,
        Stakeholder.Source source,
        boolean doNotLeadWithSales,
        boolean doNotContact) {
    static StakeholderView from(Stakeholder stakeholder) {
        return new StakeholderView(
                stakeholder.accountId(),
                stakeholder.personId(),
                stakeholder.name(),
                stakeholder.email(),
                stakeholder.role(),
                stakeholder.source(),
                stakeholder.doNotLeadWithSales(),
                stakeholder.doNotContact());
    }
}
