package io.tandem.crm.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What an offer comes to. Every part is rounded to cents, half up, and the parts add up to the total as printed.
 *
 * @param subtotal sum of the lines
 * @param discount taken off the subtotal
 * @param net what is left
 * @param tax on the net amount
 * @param total net and tax
 */
public record ProposalTotals(
        BigDecimal subtotal, BigDecimal discount, BigDecimal net, BigDecimal tax, BigDecimal total) {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    public static ProposalTotals of(List<ProposalItem> items, BigDecimal discountPercent, BigDecimal taxPercent) {
        BigDecimal subtotal =
                items.stream().map(ProposalItem::total).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
        BigDecimal discount = percent(subtotal, discountPercent);
        BigDecimal net = subtotal.subtract(discount);
        BigDecimal tax = percent(net, taxPercent);
        return new ProposalTotals(subtotal, discount, net, tax, net.add(tax));
    }

    private static BigDecimal percent(BigDecimal of, BigDecimal percent) {
        return percent == null
                ? BigDecimal.ZERO.setScale(2)
                : of.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP);
    }
}
