package io.tandem.crm.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.Currencies;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldMerge.Side;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sales whose amounts have a currency of their own in a CRM. */
class CurrenciesTest {
    private static final UUID ID = new UUID(7, 1);
    private static final String REMOTE_ID = "815";
    private static final Instant EDITED = Instant.parse("2026-09-18T12:00:00Z");

    @Test
    void currencyThatIsChangedThereComesWithTheAmount() {
        Seen seen = seen(FieldPolicy.CRM_UNLESS_BLANK, sale("50000", "EUR"), sale("60000", "USD"));
        assertEquals(sale("60000", "USD"), seen.adopted());
        assertFalse(seen.write());

        assertEquals(
                sale("50000", "USD"),
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

    /** Only the number was kept the same until now; the portal puts its own currency beside it. */
    @Test
    void currencyThatIsMappedLaterIsOursBesideOurNumber() {
        Map<SyncField, String> ours = sale("12000", "USD");
        Seen seen = Seen.of(
                queued(bare(), bare()),
                new OurRecord(ID, ID, ID, ours),
                read(sale("12000", "EUR")),
                mappings(FieldPolicy.CRM_UNLESS_BLANK));
        assertEquals(Map.of(), seen.adopted());
        assertEquals(List.of(), seen.conflicts());
        assertTrue(seen.write());

        assertEquals(
                Map.of(SyncField.DEAL_CURRENCY, "USD"),
                outgoing(FieldPolicy.CRM_UNLESS_BLANK, ours, queued(bare(), sale("12000", "EUR")))
                        .values());
        assertFalse(
                outgoing(FieldPolicy.CRM_UNLESS_BLANK, ours, queued(bare(), bare()))
                        .worthACall(),
                "it is not known yet what stands there");
    }

    @ParameterizedTest
    @EnumSource(names = {"CRM_UNLESS_BLANK", "OURS"})
    void currencyThatIsMappedLaterIsTheirsWhereTheSaleBegan(FieldPolicy amounts) {
        List<FieldMapping> mappings = List.of(
                new FieldMapping(SyncField.DEAL_AMOUNT, "amount", amounts),
                new FieldMapping(SyncField.DEAL_CURRENCY, "currency", FieldPolicy.CRM));
        Seen seen = Seen.of(
                queued(bare(), bare()),
                new OurRecord(ID, ID, ID, sale("12000", "USD")),
                read(sale("12000", "EUR")),
                mappings);
        assertEquals(Map.of(SyncField.DEAL_CURRENCY, "EUR"), seen.adopted());
        assertFalse(seen.write());
    }

    @Test
    void saleThatBeganThereKeepsItsOwnerAndItsCurrency() {
        List<FieldMapping> mapped = List.of(
                new FieldMapping(SyncField.DEAL_OWNER, "owner", FieldPolicy.OURS),
                new FieldMapping(SyncField.DEAL_AMOUNT, "amount", FieldPolicy.OURS),
                new FieldMapping(SyncField.DEAL_CURRENCY, "currency", FieldPolicy.CRM_UNLESS_BLANK));
        Connection connection = new Connection() {
            @Override
            public List<FieldMapping> fields(RecordKind kind) {
                return mapped;
            }
        };
        assertEquals(
                mapped, Incoming.kept(connection, queued(ID, bare(), bare(), null, Map.of())), "it is one of ours");
        assertEquals(
                List.of(mapped.get(1), new FieldMapping(SyncField.DEAL_CURRENCY, "currency", FieldPolicy.CRM)),
                Incoming.kept(
                        connection, queued(Beginnings.saleId(connection, REMOTE_ID), bare(), bare(), null, Map.of())));
    }

    @Test
    void conflictOverMoneyIsOverAmountAndCurrencyTogether() {
        Seen seen = Seen.of(
                queued(sale("9000", "USD"), sale("9000", "USD")),
                new OurRecord(ID, ID, ID, sale("12000", "CHF")),
                read(sale("10000", "EUR")),
                mappings(FieldPolicy.CRM_UNLESS_BLANK));
        assertEquals(
                List.of(new Seen.Conflict(
                        SyncField.DEAL_AMOUNT, FieldPolicy.CRM_UNLESS_BLANK, "12000 CHF", "10000 EUR", Side.CRM)),
                seen.conflicts());
        assertEquals(sale("12000", "CHF"), Deals.money("12000 CHF"));
    }

    /** What an owner who is nobody there left as it was is neither taken over nor written again. */
    @Test
    void whatTheCrmDidNotTakeIsNoLaterWordOfIts() {
        QueuedRecord queued = queued(sale("12000", "CHF"), sale("9000", "USD"));
        Outgoing outgoing = outgoing(FieldPolicy.LATEST, sale("12000", "CHF"), queued);
        assertEquals(Map.of(), outgoing.takeable());
        assertEquals(Map.of(), outgoing.values());
    }

    @Test
    void numberOfOursGoesNowhereWithoutItsCurrency() {
        Map<SyncField, String> ours = sale("13000", "USD");
        Outgoing outgoing = outgoing(FieldPolicy.LATEST, ours, sale("12000", "USD"));
        assertEquals(ours, outgoing.values());
        assertEquals(
                Map.of("amount", "13000", "currency", "USD"), outgoing.record().properties());
    }

    /** The CRM did not take what was said last: of what it has, our currency is not put beside its number. */
    @Test
    void currencyOfOursGoesNowhereWithoutItsNumber() {
        Map<SyncField, String> ours = sale("12000", "EUR");
        assertEquals(
                ours,
                outgoing(FieldPolicy.LATEST, ours, queued(sale("12000", "CHF"), sale("9000", "USD"), EDITED))
                        .values());
    }

    /** Whoever changes only the currency, or only the number, says how much it is all the same. */
    @ParameterizedTest
    @CsvSource({"13000 USD, 12000 EUR", "12000 CHF, 14000 USD"})
    void laterWordOnMoneyIsOnAmountAndCurrencyTogether(String ours, String theirs) {
        Seen theirsIsLater = laterWord(ours, theirs, null);
        assertEquals(Deals.money(theirs), theirsIsLater.adopted());
        assertEquals(Deals.money(theirs), theirsIsLater.agreed());
        assertEquals(
                List.of(new Seen.Conflict(SyncField.DEAL_AMOUNT, FieldPolicy.LATEST, ours, theirs, Side.CRM)),
                theirsIsLater.conflicts());

        Seen oursIsLater = laterWord(ours, theirs, EDITED);
        assertEquals(Map.of(), oursIsLater.adopted());
        assertTrue(oursIsLater.write());
        assertEquals(
                List.of(new Seen.Conflict(SyncField.DEAL_AMOUNT, FieldPolicy.LATEST, ours, theirs, Side.OURS)),
                oursIsLater.conflicts());
    }

    /** What we sent and nobody answered is what somebody there changed the currency of. */
    @Test
    void currencyThatIsChangedBesideAnUnansweredNumberIsALaterWord() {
        Seen seen = Seen.of(
                queued(
                        sale("12000", "USD"),
                        sale("12000", "USD"),
                        EDITED,
                        Map.of(SyncField.DEAL_AMOUNT, Set.of("13000"), SyncField.DEAL_CURRENCY, Set.of("USD"))),
                new OurRecord(ID, ID, ID, sale("13000", "USD")),
                read(sale("13000", "EUR")),
                mappings(FieldPolicy.LATEST));
        assertEquals(sale("13000", "EUR"), seen.adopted());
        assertEquals(List.of(), seen.conflicts());
    }

    private static Seen laterWord(String ours, String theirs, Instant editedAt) {
        return Seen.of(
                queued(sale("12000", "USD"), sale("12000", "USD"), editedAt),
                new OurRecord(ID, ID, ID, Deals.money(ours)),
                read(Deals.money(theirs)),
                mappings(FieldPolicy.LATEST));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "815")
    void amountInMoneyThatTheCrmDoesNotKnowLeavesWhatStandsThere(String remoteId) throws CrmException {
        Map<String, String> sent = new HashMap<>();
        List<WriteResult> told = new Currencies("USD", Set.of("USD"), Instant.now())
                .write(
                        List.of(new OutgoingRecord(
                                ID, remoteId, Map.of("amount", "12000", "currency", "CHF"), null, 1)),
                        "currency",
                        "amount",
                        sales -> {
                            sent.putAll(sales.get(0).properties());
                            return List.of(WriteResult.written(ID, "815", Map.of()));
                        });
        assertEquals(Map.of(), sent);
        Map<String, String> left = new HashMap<>();
        left.put("amount", remoteId == null ? null : WriteResult.AS_BEFORE);
        left.put("currency", remoteId == null ? null : WriteResult.AS_BEFORE);
        assertEquals(left, told.get(0).values());
    }

    private static Map<SyncField, String> bare() {
        return Map.of(SyncField.DEAL_AMOUNT, "12000");
    }

    private static List<FieldMapping> mappings(FieldPolicy amounts) {
        return List.of(
                new FieldMapping(SyncField.DEAL_AMOUNT, "amount", amounts),
                new FieldMapping(SyncField.DEAL_CURRENCY, "currency", FieldPolicy.CRM_UNLESS_BLANK));
    }

    private static Seen seen(FieldPolicy amounts, Map<SyncField, String> ours, Map<SyncField, String> theirs) {
        return Seen.of(queued(ours, ours), new OurRecord(ID, ID, ID, ours), read(theirs), mappings(amounts));
    }

    private static CrmRecord read(Map<SyncField, String> theirs) {
        Map<String, String> properties = new HashMap<>();
        properties.put("amount", theirs.get(SyncField.DEAL_AMOUNT));
        properties.put("currency", theirs.get(SyncField.DEAL_CURRENCY));
        return new CrmRecord(REMOTE_ID, ID, properties, null, List.of(), null, false);
    }

    private static Outgoing outgoing(FieldPolicy amounts, Map<SyncField, String> ours, Map<SyncField, String> theirs) {
        return outgoing(amounts, ours, queued(theirs, theirs));
    }

    private static Outgoing outgoing(FieldPolicy amounts, Map<SyncField, String> ours, QueuedRecord queued) {
        return Outgoing.of(queued, new OurRecord(ID, ID, ID, ours), null, mappings(amounts), true);
    }

    private static Map<SyncField, String> sale(String amount, String currency) {
        Map<SyncField, String> sale = new EnumMap<>(SyncField.class);
        sale.put(SyncField.DEAL_AMOUNT, amount);
        sale.put(SyncField.DEAL_CURRENCY, currency);
        return sale;
    }

    private static QueuedRecord queued(Map<SyncField, String> base, Map<SyncField, String> theirs) {
        return queued(base, theirs, null);
    }

    private static QueuedRecord queued(Map<SyncField, String> base, Map<SyncField, String> theirs, Instant editedAt) {
        return queued(base, theirs, editedAt, Map.of());
    }

    private static QueuedRecord queued(
            Map<SyncField, String> base,
            Map<SyncField, String> theirs,
            Instant editedAt,
            Map<SyncField, Set<String>> tried) {
        return queued(ID, base, theirs, editedAt, tried);
    }

    private static QueuedRecord queued(
            UUID id,
            Map<SyncField, String> base,
            Map<SyncField, String> theirs,
            Instant editedAt,
            Map<SyncField, Set<String>> tried) {
        return new QueuedRecord(
                RecordKind.DEAL,
                id,
                ID,
                REMOTE_ID,
                null,
                1,
                editedAt,
                SyncState.SENT,
                0,
                false,
                base,
                theirs,
                0,
                false,
                null,
                null,
                tried);
    }
}
