package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerritoryTest {
    private static final Territory BANKS = new Territory(
            "Banks",
            null,
            null,
            List.of("Banking"),
            List.of(CompanySize.OVER_5000),
            Map.of(Motion.SALES_LED, "BANKS"),
            null);
    private static final Territory DACH = new Territory(
            "DACH", List.of("DE", "AT", "CH"), null, null, null, Map.of(Motion.SALES_ASSIST, "DACH"), List.of(BANKS));
    private static final Territory WEST = new Territory(
            "West", null, List.of("Western Europe"), null, null, Map.of(Motion.SALES_ASSIST, "WEST"), null);
    private static final Territory EUROPE = new Territory(
            "Europe", null, List.of("Europe"), null, null, Map.of(Motion.SALES_LED, "EUROPE"), List.of(WEST, DACH));
    private static final List<Territory> ROOTS = List.of(EUROPE);

    @Test
    void mostSpecificWins() {
        assertEquals("Europe/DACH/Banks", name("DE", "banking", CompanySize.OVER_5000));
        assertEquals("Europe/DACH", name("DE", "Retail", CompanySize.OVER_5000));
        assertEquals("Europe/DACH", name("DE", "banking", CompanySize.UP_TO_10));
        assertEquals("Europe/DACH", name("DE", "banking", null));
        assertEquals("Europe/West", name("FR", "Retail", null));
        assertEquals("Europe", name("SE", "", null));
        assertEquals("", name("US", "", null));
        assertEquals("", name("", "", null));
    }

    @Test
    void poolIsThatOfTheMostSpecificWithOneForTheMotion() {
        List<Territory> path = Territory.path(ROOTS, new Territory.Place("DE", "Banking", CompanySize.OVER_5000));

        assertEquals("BANKS", Territory.pool(path, Motion.SALES_LED));
        assertEquals("DACH", Territory.pool(path, Motion.SALES_ASSIST));
        assertEquals("EUROPE", Territory.pool(path.subList(0, 2), Motion.SALES_LED));
        assertNull(Territory.pool(path, Motion.PARTNER));
    }

    private static String name(String country, String industry, CompanySize size) {
        return Territory.name(Territory.path(ROOTS, new Territory.Place(country, industry, size)));
    }
}
