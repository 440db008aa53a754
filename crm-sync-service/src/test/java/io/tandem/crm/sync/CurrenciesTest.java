package io.tandem.crm.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sales whose amounts have a currency of their own in a CRM. */
class CurrenciesTest {
    private static final UUID ID = new UUID(7, 1);

    @Test
    void currencyThatIsChangedThereComesWithTheAmount() {
        Seen seen = seen(FieldPolicy.CRM_UNLESS_BLANK, sale("50000", "EUR"), sale("60000", "USD"));
        assertEquals(sale("60000", "USD"), seen.adopted());
        assertFalse(seen.write());

        assertEquals(
                Map.of(SyncField.DEAL_CURRENCY, "USD"),
                seen(FieldPolicy.CRM_UNLESS_BLANK, sale("50000", "EUR"), sale("50000", "USD"))
                        .adopted());
    }

    @Test
    void currencyOfNoAmountSaysNothing() {
        Map<SyncField, String> ours = sale("50000", "EUR");
        Seen seen = seen(FieldPolicy.CRM_UNLESS_BLANK, ours, sale(null, "USD"));
        assertEquals(Map.of(), seen.adopted());
        assertEquals(
                ours,
                outgoing(FieldPolicy.CRM_UNLESS_BLANK, ours, sale(null, null)).values());
    }

    @Test
    void whereOursHoldsBothAreWritten() {
        Map<SyncField, String> ours = sale("50000", "EUR");
        assertEquals(
                ours, outgoing(FieldPolicy.OURS, ours, sale("60000", "USD")).values());
        assertEquals(
                Map.of(SyncField.DEAL_CURRENCY, "EUR"),
                outgoing(FieldPolicy.OURS, ours, sale("50000", "USD")).values());
    }

    private static List<FieldMapping> mappings(FieldPolicy amounts) {
        return List.of(
                new FieldMapping(SyncField.DEAL_AMOUNT, "amount", amounts),
                new FieldMapping(SyncField.DEAL_CURRENCY, "currency", FieldPolicy.CRM_UNLESS_BLANK));
    }

    private static Seen seen(FieldPolicy amounts, Map<SyncField, String> ours, Map<SyncField, String> theirs) {
        Map<String, String> properties = new HashMap<>();
        mappings(amounts).forEach(mapping -> properties.put(mapping.property(), theirs.get(mapping.field())));
        CrmRecord read = new CrmRecord("815", ID, properties, null, List.of(), null, false);
        return Seen.of(queued(ours), new OurRecord(ID, ID, ID, ours), read, mappings(amounts));
    }

    private static Outgoing outgoing(FieldPolicy amounts, Map<SyncField, String> ours, Map<SyncField, String> theirs) {
        return Outgoing.of(queued(theirs), new OurRecord(ID, ID, ID, ours), null, mappings(amounts), true);
    }

    private static Map<SyncField, String> sale(String amount, String currency) {
        Map<SyncField, String> sale = new EnumMap<>(SyncField.class);
        sale.put(SyncField.DEAL_AMOUNT, amount);
        sale.put(SyncField.DEAL_CURRENCY, currency);
        return sale;
    }

    private static QueuedRecord queued(Map<SyncField, String> held) {
        return new QueuedRecord(
                RecordKind.DEAL,
                ID,
                ID,
                "815",
                null,
                1,
                null,
                SyncState.SENT,
                0,
                false,
                held,
                held,
                0,
                false,
                null,
                null,
                Map.of());
    }
}
