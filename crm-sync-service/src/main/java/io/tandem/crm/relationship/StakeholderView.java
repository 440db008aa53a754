package io.tandem.crm.relationship;

import io.tandem.crm.account.Stakeholder;
import java.util.UUID;

/**
 * Somebody at the account.
 *
 * @param source {@code SIGNUP} when they filled in the form, {@code USAGE} when only the product knows them
 */
record StakeholderView(UUID personId, String name, String email, String role, Stakeholder.Source source) {
    static StakeholderView from(Stakeholder stakeholder) {
        return new StakeholderView(
                stakeholder.personId(),
                stakeholder.name(),
                stakeholder.email(),
                stakeholder.role(),
                stakeholder.source());
    }
}
