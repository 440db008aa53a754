package io.tandem.crm.money;

import io.tandem.contracts.Money;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/** The columns of an amount. */
@Embeddable
public record StoredMoney(BigDecimal amount, String currency) {
    public static StoredMoney of(Money money) {
        return money == null ? null : new StoredMoney(money.amount(), money.currency());
    }

    public static Money money(StoredMoney columns) {
        return columns == null ? null : new Money(columns.amount, columns.currency);
    }
}
