package io.tandem.routing.domain;

import java.math.BigDecimal;

/**
 * What an account is probably worth a year.
 *
 * @param amount in {@code currency}, a year
 * @param how the calculation in words
 */
public record AcvEstimate(BigDecimal amount, String currency, int seats, AcvModel.Band band, String how) {

    /**
     * Seats come from the company's size: what a person said, else what is known from elsewhere. Where it is unknown they
     * are the people who use the product, or what the model assumes if that is more.
     */
    public static AcvEstimate of(AcvModel model, KnownSize known, int users) {
        Integer bySize =
                known.size() == null ? null : model.seats().get(known.size().label());
        int assumed = model.seatsIfUnknown() == null ? 0 : model.seatsIfUnknown();
        int seats = bySize != null ? bySize : Math.max(users, assumed);
        String source = bySize != null
                ? "expected of a company of " + known.size().label() + " people" + known.sourceInWords()
                : seats == users && users > 0
                        ? "in use, company size unknown"
                        : seats > 0 ? "assumed, company size unknown" : "known of, company size unknown";
        BigDecimal amount = model.pricePerSeat().multiply(BigDecimal.valueOf(seats));
        // Put together by hand: a formatter writes digits in the language of the machine.
        String how = seats + " seats " + source + " × " + model.pricePerSeat().toPlainString() + " " + model.currency()
                + " a seat and year = " + amount.toPlainString() + " " + model.currency();
        return new AcvEstimate(amount, model.currency(), seats, model.bandOf(amount), how);
    }
}
