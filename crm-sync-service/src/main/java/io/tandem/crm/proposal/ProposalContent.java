package io.tandem.crm.proposal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tandem.contracts.Money;
import io.tandem.crm.domain.ProposalItem;
import io.tandem.crm.domain.ProposalTotals;
import io.tandem.crm.engagement.EngagementPlan;
import io.tandem.crm.money.MoneyRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What is offered.
 *
 * @param discountPercent off the sum of the items, or null
 * @param taxPercent on what is left, or null
 */
public record ProposalContent(
        String title,
        String summary,
        List<ProposalItem> items,
        String currency,
        BigDecimal discountPercent,
        BigDecimal taxPercent,
        LocalDate validUntil,
        String terms) {
    ProposalTotals totals() {
        return ProposalTotals.of(items, discountPercent, taxPercent);
    }

    /** Whether it can be offered at all, whoever wrote it. */
    @JsonIgnore
    public boolean isWhole() {
        return title != null
                && !title.isBlank()
                && MoneyRequest.isCurrency(currency)
                && validUntil != null
                && items != null
                && !items.isEmpty()
                && items.stream()
                        .allMatch(item -> item != null
                                && item.description() != null
                                && item.quantity() != null
                                && item.unit() != null
                                && item.unitPrice() != null);
    }

    /** What an engagement is to do that comes of it. */
    EngagementPlan plan() {
        StringBuilder scope = new StringBuilder();
        if (summary != null) {
            scope.append(summary).append("\n\n");
        }
        items.forEach(item -> scope.append(
                "%s: %s %s\n".formatted(item.description(), item.quantity().toPlainString(), item.unit())));
        Money budget = new Money(totals().net(), currency);
        return new EngagementPlan(
                title, scope.toString().strip(), budget, null, null, null, null, null, List.of(), List.of());
    }
}
