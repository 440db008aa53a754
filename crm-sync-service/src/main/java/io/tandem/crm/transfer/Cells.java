package io.tandem.crm.transfer;

import io.tandem.contracts.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The cells of one record in canonical form, by column; what is not there is null. */
record Cells(Map<String, String> values) {
    String text(String column) {
        return values.get(column);
    }

    UUID id(String column) {
        return read(column, UUID::fromString);
    }

    LocalDate date(String column) {
        return read(column, LocalDate::parse);
    }

    Instant time(String column) {
        return read(column, Instant::parse);
    }

    Integer whole(String column) {
        return read(column, Integer::valueOf);
    }

    boolean truth(String column) {
        return Boolean.parseBoolean(text(column));
    }

    <E extends Enum<E>> E oneOf(String column, Class<E> type) {
        return read(column, cell -> Enum.valueOf(type, cell));
    }

    /** An amount with its currency, in two columns. */
    Money money(String amount, String currency) {
        return text(amount) == null ? null : new Money(new BigDecimal(text(amount)), text(currency));
    }

    private <T> T read(String column, Function<String, T> read) {
        return text(column) == null ? null : read.apply(text(column));
    }
}
