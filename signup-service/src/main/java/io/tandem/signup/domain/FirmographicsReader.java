package io.tandem.signup.domain;

import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads what is said of a company in words, and names what cannot be so. */
public final class FirmographicsReader {
    /** The columns it reads. */
    public static final Set<String> COLUMNS = Set.of("name", "industry", "size", "country", "revenue", "currency");

    private static final int MAX_TEXT = 200;
    private static final BigDecimal MAX_REVENUE = new BigDecimal("10000000000000");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,10})?");

    private final String origin;
    private final RowReader row;
    private final Map<String, String> provenance = new TreeMap<>();

    /**
     * @param origin who says so
     * @param said the text of a column by its name, or null
     */
    public FirmographicsReader(String origin, UnaryOperator<String> said) {
        this.origin = origin;
        row = new RowReader(said);
    }

    /** What is said and can be so; not to be used if there are faults or nothing is said at all. */
    public Firmographics read() {
        return new Firmographics(
                known("name", row.text("name", MAX_TEXT)),
                known("industry", row.text("industry", MAX_TEXT)),
                known("companySize", row.size("size")),
                known("country", row.country("country")),
                known("annualRevenue", revenue()),
                provenance);
    }

    /** What was wrong, by column; after {@link #read}. */
    public Map<String, String> faults() {
        return row.faults();
    }

    private <T> T known(String part, T value) {
        if (value != null) {
            provenance.put(part, origin);
        }
        return value;
    }

    private Money revenue() {
        String amount = row.text("revenue");
        if (amount == null) {
            return null;
        }
        String currency = currency();
        if (!DECIMAL.matcher(amount).matches() || new BigDecimal(amount).compareTo(MAX_REVENUE) > 0) {
            return row.fault("revenue", "must be a decimal such as 12500000.00, of 10 trillion at most");
        }
        return currency == null ? null : new Money(new BigDecimal(amount).setScale(2, RoundingMode.HALF_UP), currency);
    }

    private String currency() {
        String code = row.text("currency");
        if (code == null) {
            return row.fault("currency", "is needed beside a revenue");
        }
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            return row.fault("currency", "must be an ISO 4217 code");
        }
    }
}
