package io.tandem.crm.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One line of an offer.
 *
 * @param unit what the quantity counts, such as {@code days}
 * @param unitPrice in the currency of the offer
 */
public record ProposalItem(String description, BigDecimal quantity, String unit, BigDecimal unitPrice) {
    public BigDecimal total() {
        return quantity.multiply(unitPrice).setScale(2, RoundingMode.HALF_UP);
    }
}
