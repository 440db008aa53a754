package io.tandem.crm.stakeholder;

import io.tandem.crm.account.Stakeholder;
import io.tandem.crm.domain.DecisionRole;
import io.tandem.crm.domain.Influence;
import io.tandem.crm.domain.Seniority;
import io.tandem.crm.domain.StakeholderMap;
import io.tandem.crm.domain.Stance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Somebody at the account, with what people say of them.
 *
 * @param accountId the account they were met at: this one, or one that counts as part of it
 * @param title as people say, else as the form or the product says
 * @param source {@code SIGNUP}, {@code USAGE}, {@code ADDED} by hand, or {@code CRM} where people had them first
 * @param seniority as people say, else as the title says
 * @param reportsTo another stakeholder, or null
 * @param leftOn when they left the company, or null
 * @param version of what people say; 0 while they have said nothing
 */
public record StakeholderProfileView(
        UUID accountId,
        UUID personId,
        String name,
        String email,
        String title,
        String phone,
        Stakeholder.Source source,
        DecisionRole decisionRole,
        Influence influence,
        Stance stance,
        Seniority seniority,
        UUID reportsTo,
        LocalDate leftOn,
        boolean doNotLeadWithSales,
        boolean doNotContact,
        Instant updatedAt,
        long version) {
    static StakeholderProfileView from(Stakeholder known, StakeholderProfile said) {
        boolean described = said != null;
        return new StakeholderProfileView(
                known.accountId(),
                known.personId(),
                known.name(),
                known.email(),
                known.role(),
                described ? said.phone() : null,
                known.source(),
                described ? said.decisionRole() : null,
                described ? said.influence() : null,
                described ? said.stance() : null,
                described && said.seniority() != null ? said.seniority() : Seniority.ofTitle(known.role()),
                described ? said.reportsTo() : null,
                described ? said.leftOn() : null,
                known.doNotLeadWithSales(),
                known.doNotContact(),
                described ? said.updatedAt() : null,
                described ? said.version() : 0);
    }

    StakeholderMap.Member member() {
        return new StakeholderMap.Member(
                personId,
                name == null ? email : name,
                title,
                decisionRole,
                influence,
                stance,
                reportsTo,
                leftOn != null);
    }
}
