package io.tandem.routing.domain;

import io.tandem.contracts.Motion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * How the annual contract value of an account is estimated, and what it means.
 *
 * @param currency ISO 4217
 * @param pricePerSeat of one seat for a year
 * @param seats seats to expect by company size, as the signup form names the sizes
 * @param seatsIfUnknown seats to assume at least where the size is unknown; null for none beyond those in use
 * @param bands in ascending order; the last has no upper end
 */
public record AcvModel(
        String currency,
        BigDecimal pricePerSeat,
        Map<String, Integer> seats,
        Integer seatsIfUnknown,
        List<Band> bands) {

    /** Accounts up to and including {@code upTo} (null: without end) are served by {@code motion} by default. */
    public record Band(String name, BigDecimal upTo, Motion motion) {}

    Band bandOf(BigDecimal amount) {
        return bands.stream()
                .filter(band -> band.upTo() == null || amount.compareTo(band.upTo()) <= 0)
                .findFirst()
                .orElseGet(() -> bands.get(bands.size() - 1));
    }
}
