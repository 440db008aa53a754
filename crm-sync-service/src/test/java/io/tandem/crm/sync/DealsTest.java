package io.tandem.crm.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.crm.domain.SyncField;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DealsTest {
    @ParameterizedTest
    @CsvSource({
        "DEAL_STAGE, DEMO, true",
        "DEAL_STAGE, WON, true",
        "DEAL_STAGE, OPEN, false",
        "DEAL_STAGE, CLOSE, false",
        "DEAL_STAGE, Contract sent, false",
        "DEAL_AMOUNT, 1200.5, true",
        "DEAL_AMOUNT, 1200.505, false",
        "DEAL_AMOUNT, 10000000000000, false",
        "DEAL_AMOUNT, much, false",
        "DEAL_CLOSE_DATE, 2027-03-31, true",
        "DEAL_CLOSE_DATE, soon, false",
        "COMPANY_NAME, Harbourline, true"
    })
    void whatCannotHoldHereIsNotTakenOverAgainAndAgain(SyncField field, String value, boolean taken) {
        assertEquals(
                taken ? Set.of(field) : Set.of(),
                Deals.takeable(Map.of(field, value)).keySet());
    }
}
