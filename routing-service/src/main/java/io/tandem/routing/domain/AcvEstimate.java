package io.tandem.routing.domain;

import io.tandem.contracts.CompanySize;
import java.math.BigDecimal;

/**
 * What an account is probably worth a year.
 *
 * @param amount in {@code currency}, a year
 * @param how the calculation in words
 */
public record AcvEstimate(BigDecimal amount, String currency, int seats, AcvModel.Band band, String how) {

    /** Seats come from the company's size; where that is unknown, from the people who use the product. */
    public static AcvEstimate of(AcvModel model, CompanySize size, int users) {
        Integer bySize = size == null ? null : model.seats().get(size.label());
        int seats = bySize != null ? bySize : users;
        String source = bySize != null
                ? "expected of a company of " + size.label() + " people"
                : users > 0 ? "in use, company size unknown" : "known of, company size unknown";
        BigDecimal amount = model.pricePerSeat().multiply(BigDecimal.valueOf(seats));
        String how = "%d seats %s × %s %s a seat and year = %s %s"
                .formatted(
                        seats,
                        source,
                        model.pricePerSeat().toPlainString(),
                        model.currency(),
                        amount.toPlainString(),
                        model.currency());
        return new AcvEstimate(amount, model.currency(), seats, model.bandOf(amount), how);
    }
}
