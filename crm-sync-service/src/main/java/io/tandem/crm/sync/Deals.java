package io.tandem.crm.sync;

import io.tandem.contracts.Money;
import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.domain.SaleStage;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.opportunity.CrmOpportunity;
import io.tandem.crm.opportunity.OpportunityService;
import io.tandem.crm.opportunity.OpportunityView;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opportunities of ours that people changed in a CRM. A stage that is none of ours changes nothing. */
@ApplicationScoped
class Deals {
    /** Amounts have thirteen digits before the point. */
    private static final BigDecimal MOST = new BigDecimal("1E13");

    private final OpportunityService opportunities;

    Deals(OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    void hold(UUID id, UUID accountId, Map<SyncField, String> values, Author author) {
        OpportunityView held = opportunities.show(id);
        Optional<SaleStage> told = SaleStage.of(values.get(SyncField.DEAL_STAGE));
        OpportunityStage stage = told.map(SaleStage::stage).orElse(held.stage());
        Outcome outcome = told.map(SaleStage::outcome).orElse(held.outcome());
        boolean stays = stage == held.stage() && outcome == held.outcome();
        opportunities.put(
                id,
                new CrmOpportunity(
                        accountId,
                        values.getOrDefault(SyncField.DEAL_NAME, held.name()),
                        stage,
                        stays ? held.stageWords() : null,
                        outcome,
                        amount(values, held),
                        closeDate(values, held),
                        null,
                        held.closeReason()),
                author);
    }

    private static Money amount(Map<SyncField, String> values, OpportunityView held) {
        Money before = held.amount();
        if (!values.containsKey(SyncField.DEAL_AMOUNT)) {
            return before;
        }
        String told = values.get(SyncField.DEAL_AMOUNT);
        try {
            if (told == null) {
                return null;
            }
            BigDecimal amount = new BigDecimal(told);
            return amount.abs().compareTo(MOST) < 0
                    ? new Money(amount, before == null ? "USD" : before.currency())
                    : before;
        } catch (NumberFormatException notOne) {
            return before;
        }
    }

    private static LocalDate closeDate(Map<SyncField, String> values, OpportunityView held) {
        if (!values.containsKey(SyncField.DEAL_CLOSE_DATE)) {
            return held.closeDate();
        }
        String told = values.get(SyncField.DEAL_CLOSE_DATE);
        try {
            return told == null ? null : LocalDate.parse(told);
        } catch (DateTimeParseException notOne) {
            return held.closeDate();
        }
    }
}
