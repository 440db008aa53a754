package io.tandem.signup.domain;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads what a row of a table says of a company in words, and names what cannot be so. */
public final class FirmographicsReader {
    private static final String TABLE = "table";
    private static final int MAX_TEXT = 200;
    private static final long MAX_PEOPLE = 10_000_000;
    private static final BigDecimal MAX_REVENUE = new BigDecimal("10000000000000");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,3}(,\\d{3}){1,3}|\\d{1,12}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,10})?");

    private final UnaryOperator<String> said;
    private final Map<String, String> faults = new TreeMap<>();
    private final Map<String, String> provenance = new TreeMap<>();

    /** @param said the text of a column by its name (name, industry, size, country, revenue, currency), or null */
    public FirmographicsReader(UnaryOperator<String> said) {
        this.said = column -> Text.cleaned(said.apply(column));
    }

    /** What is said and can be so; not to be used if there are faults or nothing is said at all. */
    public Firmographics read() {
        return new Firmographics(
                known("name", text("name")),
                known("industry", text("industry")),
                known("companySize", size()),
                known("country", country()),
                known("annualRevenue", revenue()),
                provenance);
    }

    /** What was wrong, by column; after {@link #read}. */
    public Map<String, String> faults() {
        return faults;
    }

    private <T> T known(String part, T value) {
        if (value != null) {
            provenance.put(part, TABLE);
        }
        return value;
    }

    private String text(String column) {
        String text = said.apply(column);
        return text != null && text.length() > MAX_TEXT
                ? fault(column, "has more than " + MAX_TEXT + " characters")
                : text;
    }

    /** A number of people, or the label of a band. */
    private CompanySize size() {
        String text = said.apply("size");
        if (text == null) {
            return null;
        }
        if (WHOLE_NUMBER.matcher(text).matches()) {
            long people = Long.parseLong(text.replace(",", ""));
            return people < 1 || people > MAX_PEOPLE
                    ? fault("size", "must be from 1 to " + MAX_PEOPLE + " people")
                    : band(people);
        }
        try {
            return CompanySize.ofLabel(text.replace('–', '-').replaceAll("[,\\s]", ""));
        } catch (IllegalArgumentException unknown) {
            return fault(
                    "size", "must be a number of people or one of 1-10, 11-50, 51-200, 201-1000, 1001-5000, 5001+");
        }
    }

    private static CompanySize band(long people) {
        for (CompanySize size : CompanySize.values()) {
            if (people <= size.most()) {
                return size;
            }
        }
        return CompanySize.OVER_5000;
    }

    private String country() {
        String text = said.apply("country");
        return text == null
                ? null
                : Countries.codeOf(text)
                        .orElseGet(() -> fault("country", "must be an ISO 3166-1 code or the country's English name"));
    }

    private Money revenue() {
        String amount = said.apply("revenue");
        if (amount == null) {
            return null;
        }
        String currency = currency();
        if (!DECIMAL.matcher(amount).matches() || new BigDecimal(amount).compareTo(MAX_REVENUE) > 0) {
            return fault("revenue", "must be a decimal such as 12500000.00, of 10 trillion at most");
        }
        return currency == null ? null : new Money(new BigDecimal(amount).setScale(2, RoundingMode.HALF_UP), currency);
    }

    private String currency() {
        String code = said.apply("currency");
        if (code == null) {
            return fault("currency", "is needed beside a revenue");
        }
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            return fault("currency", "must be an ISO 4217 code");
        }
    }

    private <T> T fault(String column, String reason) {
        faults.put(column, reason);
        return null;
    }
}
