package io.tandem.crm.money;

import io.tandem.contracts.Money;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An amount that somebody states, from 0 to 9999999999999.99.
 *
 * @param currency ISO 4217
 */
public record MoneyRequest(
        @NotNull @DecimalMin("0") @Digits(integer = 13, fraction = 2)
        BigDecimal amount,

        @NotNull @Size(min = 3, max = 3) String currency) {
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    public MoneyRequest {
        if (currency != null && !isCurrency(currency)) {
            throw new IllegalArgumentException("must have a currency of ISO 4217, such as USD");
        }
    }

    public static boolean isCurrency(String code) {
        return code != null && CURRENCIES.contains(code);
    }

    public static Money money(MoneyRequest stated) {
        return stated == null ? null : new Money(stated.amount.setScale(2, RoundingMode.UNNECESSARY), stated.currency);
    }
}
