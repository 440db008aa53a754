package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProposalTotalsTest {
    @Test
    void partsAddUpToTheTotalAsPrinted() {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            List<ProposalItem> items = IntStream.range(0, 1 + random.nextInt(20))
                    .mapToObj(i -> new ProposalItem("x", cents(random, 1_000), "days", cents(random, 1_000_000)))
                    .toList();
            ProposalTotals totals = ProposalTotals.of(
                    items,
                    random.nextBoolean() ? null : cents(random, 10_000),
                    random.nextBoolean() ? null : cents(random, 10_000));

            BigDecimal lines = items.stream().map(ProposalItem::total).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(lines, totals.subtotal());
            assertEquals(totals.subtotal().subtract(totals.discount()), totals.net());
            assertEquals(totals.net().add(totals.tax()), totals.total());
            assertTrue(totals.net().signum() >= 0);
            assertEquals(2, totals.total().scale());
        }
    }

    @Test
    void discountComesOffBeforeTax() {
        ProposalTotals totals = ProposalTotals.of(
                List.of(new ProposalItem("Rollout", new BigDecimal("12.5"), "days", new BigDecimal("1200.00"))),
                new BigDecimal("10"),
                new BigDecimal("23"));

        assertEquals(new BigDecimal("13500.00"), totals.net());
        assertEquals(new BigDecimal("16605.00"), totals.total());
    }

    @Test
    void offerHoldsForAllOfItsLastDay() {
        LocalDate last = LocalDate.of(2026, 3, 31);
        assertEquals(ProposalStatus.SENT, ProposalStatus.SENT.on(last, last));
        assertEquals(ProposalStatus.EXPIRED, ProposalStatus.SENT.on(last.plusDays(1), last));
        assertEquals(ProposalStatus.ACCEPTED, ProposalStatus.ACCEPTED.on(last.plusDays(1), last));
    }

    private static BigDecimal cents(Random random, int most) {
        return new BigDecimal(1 + random.nextInt(most)).movePointLeft(2);
    }
}
