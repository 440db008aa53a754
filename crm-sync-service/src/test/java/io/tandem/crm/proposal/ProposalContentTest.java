package io.tandem.crm.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.crm.domain.ProposalItem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProposalContentTest {
    @Test
    void scopeOfTheEngagementIsNoLongerThanAScopeMayBe() {
        ProposalItem item = new ProposalItem("x".repeat(500), BigDecimal.ONE, "days", BigDecimal.TEN);
        ProposalContent content = content(Collections.nCopies(100, item));

        assertEquals(8000, content.plan().scope().length());
        assertEquals(new BigDecimal("1000.00"), content.plan().budget().amount());
    }

    @Test
    void sumsThatCannotBeKeptAreRefused() {
        BigDecimal most = new BigDecimal("999999999");
        ProposalItem item = new ProposalItem("x", new BigDecimal("9999999"), "days", most);

        assertEquals(1, ContentRequest.faults(content(List.of(item))).size());
        assertEquals(
                List.of(),
                ContentRequest.faults(content(List.of(new ProposalItem("x", new BigDecimal(1000), "days", most)))));
    }

    private static ProposalContent content(List<ProposalItem> items) {
        return new ProposalContent(
                "Rollout", "In three steps", items, "EUR", null, null, LocalDate.of(2026, 4, 30), null);
    }
}
