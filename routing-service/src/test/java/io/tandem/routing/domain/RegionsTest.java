package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RegionsTest {
    @Test
    void everyCountryOfIso3166HasOnePlace() {
        Set<String> countries = new TreeSet<>(Regions.countries());
        countries.remove("XK");

        assertEquals(new TreeSet<>(List.of(Locale.getISOCountries())), countries);
        assertEquals(List.of("Europe", "Western Europe"), Regions.of("DE"));
        assertEquals(List.of("Americas", "Northern America"), Regions.of("US"));
        assertEquals(List.of(), Regions.of("ZZ"));
    }
}
