package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Money;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirmographicsReaderTest {
    @Test
    void saysOfEachPartThatItIsOfTheTable() {
        Map<String, String> row = Map.of("name", " Acme ", "country", "uk", "revenue", "1.005", "currency", "eur");
        assertEquals(
                new Firmographics(
                        "Acme",
                        null,
                        null,
                        "GB",
                        new Money(new BigDecimal("1.01"), "EUR"),
                        Map.of("name", "table", "country", "table", "annualRevenue", "table")),
                new FirmographicsReader("table", row::get).read());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1-10",
                "10|1-10",
                "11|11-50",
                "200|51-200",
                "5000|1001-5000",
                "5001|5001+",
                "12,500|5001+",
                "51-200|51-200",
                "51 – 200|51-200",
                "1,001-5,000|1001-5000",
                "5001+|5001+"
            })
    void takesPeopleOrBands(String said, String band) {
        FirmographicsReader reader = new FirmographicsReader("table", Map.of("size", said)::get);
        assertEquals(CompanySize.ofLabel(band), reader.read().companySize());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"PT|PT", "prt|PT", "Portugal|PT", "united states|US", "Czech Republic|CZ", "côte d’ivoire|CI"})
    void takesCountriesByCodeOrName(String said, String code) {
        FirmographicsReader reader = new FirmographicsReader("table", Map.of("country", said)::get);
        assertEquals(code, reader.read().country());
    }

    @Test
    void namesEveryFaultAndKeepsNothingOfIt() {
        Map<String, String> row = Map.of(
                "name", "x".repeat(201), "size", "0", "country", "Atlantis", "revenue", "-1", "currency", "doubloon");
        FirmographicsReader reader = new FirmographicsReader("table", row::get);
        assertEquals(Map.of(), reader.read().provenance());
        assertEquals(
                Set.of("name", "size", "country", "revenue", "currency"),
                reader.faults().keySet());
    }

    @Test
    void doesNotGuessTheCurrencyOfARevenue() {
        FirmographicsReader reader = new FirmographicsReader("table", Map.of("revenue", "100")::get);
        assertNull(reader.read().annualRevenue());
        assertEquals(Set.of("currency"), reader.faults().keySet());
    }
}
