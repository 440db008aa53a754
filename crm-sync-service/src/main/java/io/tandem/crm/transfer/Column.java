package io.tandem.crm.transfer;

import io.tandem.crm.money.MoneyRequest;
import io.tandem.kit.web.EmailAddress;
import io.tandem.kit.web.StorableTimes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A column of a table of records.
 *
 * @param derived only given out: it follows from other records, and what a file says of it is passed over
 * @param canonical brings a cell into the one form in which cells are compared and exported, or throws an
 *     {@link IllegalArgumentException} that says what is wrong with it
 */
record Column(String name, boolean required, boolean derived, UnaryOperator<String> canonical) {
    Column(String name, boolean required, UnaryOperator<String> canonical) {
        this(name, required, false, canonical);
    }

    Column must() {
        return new Column(name, true, canonical);
    }

    static Column derived(String name) {
        return new Column(name, false, true, UnaryOperator.identity());
    }

    static Column text(String name, int most) {
        return new Column(name, false, cell -> {
            if (cell.length() > most) {
                throw new IllegalArgumentException("must not be longer than " + most + " characters");
            }
            return cell;
        });
    }

    static Column id(String name) {
        return parsed(name, UUID::fromString, "must be a UUID");
    }

    static Column date(String name) {
        return parsed(
                name,
                cell -> StorableTimes.day(LocalDate.parse(cell)),
                "must be a date such as 2026-03-31, since 1900");
    }

    static Column time(String name) {
        return parsed(
                name,
                cell -> StorableTimes.time(Instant.parse(cell)).truncatedTo(ChronoUnit.MICROS),
                "must be a time such as 2026-03-02T09:14:07Z, since 1900");
    }

    static Column whole(String name, int least, int most) {
        return parsed(
                name,
                cell -> {
                    int number = Integer.parseInt(cell);
                    if (number < least || number > most) {
                        throw new IllegalArgumentException();
                    }
                    return number;
                },
                "must be a whole number from " + least + " to " + most);
    }

    static Column amount(String name) {
        return parsed(
                name,
                cell -> {
                    BigDecimal amount = new BigDecimal(cell);
                    // Looked at first: written out, a few letters may be gigabytes of zeros.
                    if (amount.signum() < 0
                            || amount.precision() - amount.scale() > 13
                            || Math.abs((long) amount.scale()) > 13) {
                        throw new IllegalArgumentException();
                    }
                    return amount.setScale(2).toPlainString();
                },
                "must be an amount such as 12000.00");
    }

    static Column currency(String name) {
        return parsed(
                name,
                cell -> {
                    if (!MoneyRequest.isCurrency(cell)) {
                        throw new IllegalArgumentException();
                    }
                    return cell;
                },
                "must be a currency of ISO 4217, such as USD");
    }

    static Column truth(String name) {
        return parsed(
                name,
                cell -> {
                    if (!cell.equals("true") && !cell.equals("false")) {
                        throw new IllegalArgumentException();
                    }
                    return cell;
                },
                "must be true or false");
    }

    static Column email(String name) {
        return parsed(name, cell -> EmailAddress.parse(cell).orElseThrow().normalised(), "must be an email address");
    }

    /** An address as it is written: whoever works here is known by all of it. */
    static Column colleague(String name) {
        return parsed(
                name,
                cell -> {
                    EmailAddress.parse(cell).orElseThrow();
                    return cell.toLowerCase(Locale.ROOT);
                },
                "must be an email address");
    }

    static <E extends Enum<E>> Column oneOf(String name, Class<E> type) {
        return parsed(
                name,
                cell -> Enum.valueOf(type, cell.toUpperCase(Locale.ROOT)).name(),
                "must be one of "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
    }

    private static Column parsed(String name, Function<String, Object> parse, String fault) {
        return new Column(name, false, cell -> {
            try {
                return parse.apply(cell).toString();
            } catch (RuntimeException notOne) {
                throw new IllegalArgumentException(fault, notOne);
            }
        });
    }
}
