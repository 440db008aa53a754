package io.tandem.crm.domain;

import io.tandem.contracts.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client is worth in the long run, estimated: {@code value = annual × r / (1 + d − r)}, the value of a steady
 * yearly income that is kept each year with probability {@code r} and discounted by {@code d} (Gupta, Lehmann:
 * <i>Customers as Assets</i>, Journal of Interactive Marketing, 2003). Income stands for margin, which is not known here.
 *
 * @param annual what was won in the last twelve months, in the currency in which most was won
 * @param retention {@code r}: from 0.5 at health 0 to 0.95 at health 100, in between in proportion
 * @param discount {@code d}: 0.10 a year
 */
public record ClientValue(Money annual, double retention, double discount, Money value) {
    private static final double DISCOUNT = 0.10;
    private static final double LEAST_RETENTION = 0.5;
    private static final double MOST_RETENTION = 0.95;

    /** A sale that was won. */
    public record Won(Money amount, Instant closedAt) {}

    /** Empty for who has bought nothing in the last twelve months. */
    public static Optional<ClientValue> of(List<Won> sales, int health, Instant now) {
        Map<String, BigDecimal> byCurrency = new TreeMap<>();
        sales.stream()
                .filter(won -> won.amount != null && won.closedAt.isAfter(now.minus(Duration.ofDays(365))))
                .forEach(won -> byCurrency.merge(won.amount.currency(), won.amount.amount(), BigDecimal::add));
        return byCurrency.entrySet().stream()
                .filter(sum -> sum.getValue().signum() > 0)
                .max(Map.Entry.comparingByValue())
                .map(sum -> estimate(new Money(sum.getValue(), sum.getKey()), health));
    }

    private static ClientValue estimate(Money annual, int health) {
        double retention = LEAST_RETENTION + (MOST_RETENTION - LEAST_RETENTION) * health / 100;
        BigDecimal value = annual.amount()
                .multiply(BigDecimal.valueOf(retention / (1 + DISCOUNT - retention)))
                .setScale(2, RoundingMode.HALF_UP);
        return new ClientValue(annual, retention, DISCOUNT, new Money(value, annual.currency()));
    }
}
