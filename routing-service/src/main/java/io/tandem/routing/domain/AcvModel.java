package io.tandem.routing.domain;

import io.tandem.contracts.Motion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the annual contract value of an account is estimated, and what it means.
 *
 * @param currency ISO 4217
 * @param pricePerSeat of one seat for a year, where there are no plans; else null
 * @param plans in ascending order of the seats that they are for; the last has no upper end
 * @param seats seats to expect by company size, as the signup form names the sizes
 * @param seatsIfUnknown seats to assume at least where the size is unknown; null for none beyond those in use
 * @param seatsFrom what is asked first; null for {@code SIZE}
 * @param bands in ascending order; the last has no upper end
 */
public record AcvModel(
        String currency,
        BigDecimal pricePerSeat,
        List<Plan> plans,
        Map<String, Integer> seats,
        Integer seatsIfUnknown,
        SeatsFrom seatsFrom,
        List<Band> bands) {

    public AcvModel {
        plans = Objects.requireNonNullElse(plans, List.of());
        seatsFrom = Objects.requireNonNullElse(seatsFrom, SeatsFrom.SIZE);
    }

    public AcvModel(
            String currency,
            BigDecimal pricePerSeat,
            Map<String, Integer> seats,
            Integer seatsIfUnknown,
            List<Band> bands) {
        this(currency, pricePerSeat, null, seats, seatsIfUnknown, null, bands);
    }

    public enum SeatsFrom {
        /** The company's size; where it is unknown the people who use the product. */
        SIZE,
        /** The people who use the product; while there are none the company's size. */
        USE,
        /** Whichever of the two is more. */
        LARGER
    }

    /**
     * What an account of some seats buys. Of the three prices it has one.
     *
     * @param upToSeats the most seats it is for; null without end
     * @param pricePerSeat for a year
     * @param flat for a year, whatever the seats
     * @param tiers each prices the seats that are beyond the tier before; the last has no upper end
     * @param discountPercent off the price, 0 to 100; null for none
     */
    public record Plan(
            String name,
            Integer upToSeats,
            BigDecimal pricePerSeat,
            BigDecimal flat,
            List<Tier> tiers,
            BigDecimal discountPercent) {
        public Plan {
            tiers = Objects.requireNonNullElse(tiers, List.of());
        }
    }

    /** @param upToSeats the last seat that has this price; null without end */
    public record Tier(Integer upToSeats, BigDecimal pricePerSeat) {}

    /** Accounts up to and including {@code upTo} (null: without end) are served by {@code motion} by default. */
    public record Band(String name, BigDecimal upTo, Motion motion) {}

    Band bandOf(BigDecimal amount) {
        for (Band band : bands) {
            if (band.upTo() == null || amount.compareTo(band.upTo()) <= 0) {
                return band;
            }
        }
        return bands.get(bands.size() - 1);
    }

    Plan planOf(int seats) {
        if (plans.isEmpty()) {
            return new Plan(null, null, pricePerSeat, null, null, null);
        }
        for (Plan plan : plans) {
            if (plan.upToSeats() == null || seats <= plan.upToSeats()) {
                return plan;
            }
        }
        return plans.get(plans.size() - 1);
    }
}
