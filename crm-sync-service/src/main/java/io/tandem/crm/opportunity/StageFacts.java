package io.tandem.crm.opportunity;

import io.tandem.crm.account.AccountFamilies;
import io.tandem.crm.domain.StageCriterion.Check;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the records show of an opportunity, as far as entry criteria ask for it. */
@ApplicationScoped
class StageFacts {
    private static final String SHOWN = """
            select 'MEETING' from timeline_entry where account_id = any(:accounts) and kind = 'MEETING'
            union select decision_role from stakeholder_profile
            where account_id = any(:accounts) and left_on is null
                and decision_role in ('CHAMPION', 'ECONOMIC_BUYER', 'TECHNICAL_EVALUATOR')
            union select 'PROPOSAL' from proposal where opportunity_id = :opportunity and status <> 'DRAFT'
            """;

    private final EntityManager entities;
    private final AccountFamilies families;

    StageFacts(EntityManager entities, AccountFamilies families) {
        this.entities = entities;
        this.families = families;
    }

    @SuppressWarnings("unchecked")
    Set<Check> of(Opportunity opportunity) {
        Set<Check> shown = EnumSet.noneOf(Check.class);
        if (opportunity.amount() != null && opportunity.amount().amount().signum() > 0) {
            shown.add(Check.AMOUNT);
        }
        if (opportunity.closeDate() != null) {
            shown.add(Check.CLOSE_DATE);
        }
        List<String> kept = entities.createNativeQuery(SHOWN, String.class)
                .setParameter("accounts", families.of(opportunity.accountId()).toArray(UUID[]::new))
                .setParameter("opportunity", opportunity.id())
                .getResultList();
        kept.forEach(check -> shown.add(Check.valueOf(check)));
        return shown;
    }
}
