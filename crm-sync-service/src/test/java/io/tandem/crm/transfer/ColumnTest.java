package io.tandem.crm.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTest {
    @ParameterizedTest
    @ValueSource(strings = {"1E+900000000", "1E-900000000", "10000000000000", "0.001", "-1", "many"})
    void amountsThatCannotBeKeptAreRefused(String cell) {
        assertThrows(IllegalArgumentException.class, () -> read(Column.amount("amount"), cell));
    }

    @ParameterizedTest
    @CsvSource({"36000,36000.00", "1E3,1000.00", "9999999999999.99,9999999999999.99", "0.5000,0.50"})
    void amountsHaveTwoDecimals(String cell, String canonical) {
        assertEquals(canonical, read(Column.amount("amount"), cell));
    }

    @Test
    void daysAndTimesThatNoDatabaseCanKeepAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> read(Column.date("close_date"), "+999999999-12-31"));
        assertThrows(IllegalArgumentException.class, () -> read(Column.date("close_date"), "0000-01-01"));
        assertThrows(IllegalArgumentException.class, () -> read(Column.time("at"), "+1000000-01-01T00:00:00Z"));
        assertEquals("2026-03-31", read(Column.date("close_date"), "2026-03-31"));
    }

    private static String read(Column column, String cell) {
        return column.canonical().apply(cell);
    }
}
