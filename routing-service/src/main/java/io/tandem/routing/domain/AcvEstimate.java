package io.tandem.routing.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
        StringBuilder how = new StringBuilder()
                .append(seats.count())
                .append(" seats ")
                .append(seats.source().inWords(known))
                .append(inWords(plan, seats.count(), model.currency()));
        if (model.plans().size() > 1) {
            how.append(" on plan ").append(plan.name());
        }
        if (hasDiscount(plan)) {
            how.append(", less ").append(plan.discountPercent().toPlainString()).append(" %");
        }
        BigDecimal amount = amount(plan, seats.count());
        how.append(" = ").append(amount.toPlainString()).append(' ').append(model.currency());
        return new AcvEstimate(amount, model.currency(), seats.count(), model.bandOf(amount), how.toString());
    }

    /** The same without saying how, for many at once. */
    static AcvEstimate untold(AcvModel model, KnownSize known, int users) {
        int seats = seats(model, known, users).count();
        BigDecimal amount = amount(model.planOf(seats), seats);
        return new AcvEstimate(amount, model.currency(), seats, model.bandOf(amount), "");
    }

    private record Seats(int count, Source source) {}

    private enum Source {
        USE,
        SIZE,
        USE_ALONE,
        ASSUMED,
        NOTHING;

        String inWords(KnownSize known) {
            return switch (this) {
                case USE -> "in use";
                case SIZE -> "expected of a company of " + known.size().label() + " people" + known.sourceInWords();
                case USE_ALONE -> "in use, company size unknown";
                case ASSUMED -> "assumed, company size unknown";
                case NOTHING -> "known of, company size unknown";
            };
        }
    }

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
            return new Seats(users, Source.USE);
        }
        if (bySize != null) {
            return new Seats(bySize, Source.SIZE);
        }
        int count = Math.max(users, model.seatsIfUnknown() == null ? 0 : model.seatsIfUnknown());
        return new Seats(
                count, count == users && users > 0 ? Source.USE_ALONE : count > 0 ? Source.ASSUMED : Source.NOTHING);
    }

    private static BigDecimal amount(AcvModel.Plan plan, int seats) {
        BigDecimal price = price(plan, seats);
        return hasDiscount(plan)
                ? price.multiply(HUNDRED.subtract(plan.discountPercent())).divide(HUNDRED, 2, RoundingMode.HALF_EVEN)
                : price;
    }

    private static boolean hasDiscount(AcvModel.Plan plan) {
        return plan.discountPercent() != null && plan.discountPercent().signum() > 0;
    }

    private static BigDecimal price(AcvModel.Plan plan, int seats) {
        if (plan.flat() != null) {
            return plan.flat();
        }
        if (plan.tiers().isEmpty()) {
            return plan.pricePerSeat().multiply(BigDecimal.valueOf(seats));
        }
        return parts(plan, seats).stream()
                .map(part -> part.perSeat().multiply(BigDecimal.valueOf(part.seats())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String inWords(AcvModel.Plan plan, int seats, String currency) {
        if (plan.flat() != null) {
            return ": " + plan.flat().toPlainString() + " " + currency + " a year";
        }
        if (plan.tiers().isEmpty()) {
            return " × " + plan.pricePerSeat().toPlainString() + " " + currency + " a seat and year";
        }
        return parts(plan, seats).stream()
                .map(part -> part.seats() + " × " + part.perSeat().toPlainString())
                .collect(Collectors.joining(" + ", ": ", " " + currency + " a year"));
    }

    /** Seats that are paid for by the same tier. */
    private record Part(int seats, BigDecimal perSeat) {}

    private static List<Part> parts(AcvModel.Plan plan, int seats) {
        List<Part> parts = new ArrayList<>();
        int priced = 0;
        for (AcvModel.Tier tier : plan.tiers()) {
            int upTo = tier.upToSeats() == null ? seats : Math.min(seats, tier.upToSeats());
            if (upTo > priced) {
                parts.add(new Part(upTo - priced, tier.pricePerSeat()));
                priced = upTo;
            }
        }
        return parts;
    }
}
