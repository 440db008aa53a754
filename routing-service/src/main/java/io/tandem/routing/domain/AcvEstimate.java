package io.tandem.routing.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What an account is probably worth a year.
 *
 * @param amount in {@code currency}, a year
 * @param how the calculation in words
 */
public record AcvEstimate(BigDecimal amount, String currency, int seats, AcvModel.Band band, String how) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Seats come from the company's size (what a person said, else what is known from elsewhere) or from use, as the
     * model says. Where neither is known they are what the model assumes.
     */
    public static AcvEstimate of(AcvModel model, KnownSize known, int users) {
        Seats seats = seats(model, known, users);
        AcvModel.Plan plan = model.planOf(seats.count());
        Price price = price(plan, seats.count(), model.currency());
        BigDecimal amount = price.amount();
        StringBuilder how = new StringBuilder()
                .append(seats.count())
                .append(" seats ")
                .append(seats.source())
                .append(price.how());
        if (model.plans().size() > 1) {
            how.append(" on plan ").append(plan.name());
        }
        if (plan.discountPercent() != null && plan.discountPercent().signum() > 0) {
            amount = amount.multiply(HUNDRED.subtract(plan.discountPercent()))
                    .divide(HUNDRED, 2, RoundingMode.HALF_EVEN);
            how.append(", less ").append(plan.discountPercent().toPlainString()).append(" %");
        }
        how.append(" = ").append(amount.toPlainString()).append(' ').append(model.currency());
        return new AcvEstimate(amount, model.currency(), seats.count(), model.bandOf(amount), how.toString());
    }

    private record Seats(int count, String source) {}

    private record Price(BigDecimal amount, String how) {}

    private static Seats seats(AcvModel model, KnownSize known, int users) {
        Integer bySize =
                known.size() == null ? null : model.seats().get(known.size().label());
        boolean byUse = users > 0
                && switch (model.seatsFrom()) {
                    case SIZE -> false;
                    case USE -> true;
                    case LARGER -> bySize == null || users > bySize;
                };
        if (byUse && (bySize != null || model.seatsFrom() == AcvModel.SeatsFrom.USE)) {
            return new Seats(users, "in use");
        }
        if (bySize != null) {
            return new Seats(
                    bySize, "expected of a company of " + known.size().label() + " people" + known.sourceInWords());
        }
        int count = Math.max(users, model.seatsIfUnknown() == null ? 0 : model.seatsIfUnknown());
        String source = count == users && users > 0 ? "in use" : count > 0 ? "assumed" : "known of";
        return new Seats(count, source + ", company size unknown");
    }

    private static Price price(AcvModel.Plan plan, int seats, String currency) {
        if (plan.flat() != null) {
            return new Price(plan.flat(), ": " + plan.flat().toPlainString() + " " + currency + " a year");
        }
        if (plan.tiers().isEmpty()) {
            return new Price(
                    plan.pricePerSeat().multiply(BigDecimal.valueOf(seats)),
                    " × " + plan.pricePerSeat().toPlainString() + " " + currency + " a seat and year");
        }
        BigDecimal amount = BigDecimal.ZERO;
        List<String> parts = new ArrayList<>();
        int priced = 0;
        for (AcvModel.Tier tier : plan.tiers()) {
            int upTo = tier.upToSeats() == null ? seats : Math.min(seats, tier.upToSeats());
            if (upTo > priced) {
                amount = amount.add(tier.pricePerSeat().multiply(BigDecimal.valueOf(upTo - priced)));
                parts.add((upTo - priced) + " × " + tier.pricePerSeat().toPlainString());
                priced = upTo;
            }
        }
        return new Price(amount, ": " + String.join(" + ", parts) + " " + currency + " a year");
    }
}
