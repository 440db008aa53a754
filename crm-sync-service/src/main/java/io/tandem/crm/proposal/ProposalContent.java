package io.tandem.crm.proposal;

import io.tandem.contracts.Money;
import io.tandem.crm.domain.ProposalItem;
import io.tandem.crm.domain.ProposalTotals;
import io.tandem.crm.engagement.EngagementPlan;
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
    private static final int LONGEST_SCOPE = 8000;

    ProposalTotals totals() {
        return ProposalTotals.of(items, discountPercent, taxPercent);
    }

    /** What an engagement is to do that comes of it; what is longer than a scope may be is cut off. */
    EngagementPlan plan() {
        StringBuilder scope = new StringBuilder();
        if (summary != null) {
            scope.append(summary).append("\n\n");
        }
        items.forEach(item -> scope.append(
                "%s: %s %s\n".formatted(item.description(), item.quantity().toPlainString(), item.unit())));
        String whole = scope.toString().strip();
        Money budget = new Money(totals().net(), currency);
        return new EngagementPlan(
                title,
                whole.length() > LONGEST_SCOPE ? whole.substring(0, LONGEST_SCOPE) : whole,
                budget,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of());
    }
}
