package io.tandem.crm.salesforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.connector.WriteResult.Outcome;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SalesforceConnectorTest extends SalesforceCalls {
    @Test
    void signsInByClientCredentials() throws CrmException {
        assertEquals("Salesforce organization 00D1 as integration@acme.example", connector.test(session()));
        CrmSession wrong = CALLS.session(
                UUID.randomUUID(),
                salesforce.address(),
                Map.of("clientId", "c", "clientSecret", "wrong"),
                Duration.ofSeconds(20));
        assertEquals(
                CrmException.Kind.DENIED,
                assertThrows(CrmException.class, () -> connector.test(wrong)).kind());
    }

    @Test
    void whatLooksLikeAnotherIsMadeAllTheSame() throws CrmException {
        salesforce.create("Account", Map.of("Name", "Company 0"));
        assertEquals(
                Outcome.WRITTEN,
                connector
                        .write(session(), RecordKind.COMPANY, companies(1))
                        .get(0)
                        .outcome());
    }

    @Test
    void expiredTokenIsReplacedOnce() throws CrmException {
        connector.write(session(), RecordKind.COMPANY, companies(1));
        salesforce.expireToken();
        assertEquals(
                Outcome.WRITTEN,
                connector
                        .write(session(), RecordKind.COMPANY, companies(1))
                        .get(0)
                        .outcome());
        assertEquals(2, salesforce.tokens);
    }

    @Test
    void makesItsOwnFieldsWithAUniqueExternalId() throws CrmException {
        connector.prepare(session(), connector.usualFields());
        assertTrue(salesforce.customFields.containsAll(Set.of(
                "Account.Tandem_Id__c",
                "Account.Tandem_Score__c",
                "Contact.Tandem_Do_Not_Contact__c",
                "Activity.Tandem_Id__c")));
    }

    @Test
    void writesTwoHundredAtATimeWithAResultForEach() throws CrmException {
        salesforce.refused.add("Company 3");
        Map<UUID, WriteResult> results = results(companies(200));
        assertEquals(200, results.size());
        assertEquals(Outcome.REFUSED, results.get(id(3)).outcome());
        assertEquals(
                "FIELD_CUSTOM_VALIDATION_EXCEPTION: not like this",
                results.get(id(3)).words());
        assertEquals(
                results.get(id(7)).remoteId(),
                results(companies(200)).get(id(7)).remoteId());
        assertEquals(199, salesforce.objects.get("Account").size());
        Map<String, Object> held =
                salesforce.objects.get("Account").get(results.get(id(7)).remoteId());
        assertEquals(41, held.get("Tandem_Score__c"));
        assertEquals("005A", held.get("OwnerId"));
    }

    @Test
    void ambiguousIdIsRefusedAndNotGuessed() throws CrmException {
        salesforce.create("Account", Map.of("Tandem_Id__c", id(0).toString()));
        salesforce.create("Account", Map.of("Tandem_Id__c", id(0).toString()));
        assertEquals(Outcome.REFUSED, results(companies(1)).get(id(0)).outcome());

        salesforce.next(300, "MULTIPLE_CHOICES");
        CrmException ambiguous =
                assertThrows(CrmException.class, () -> connector.write(session(), RecordKind.COMPANY, companies(1)));
        assertEquals(CrmException.Kind.REFUSED, ambiguous.kind());
    }

    @Test
    void usedUpLimitIsABusyCrm() throws CrmException {
        connector.write(session(), RecordKind.COMPANY, companies(1));
        salesforce.next(403, "REQUEST_LIMIT_EXCEEDED");
        CrmException busy =
                assertThrows(CrmException.class, () -> connector.write(session(), RecordKind.COMPANY, companies(1)));
        assertEquals(CrmException.Kind.BUSY, busy.kind());
    }

    @ParameterizedTest
    @EnumSource(SalesforceFault.class)
    void failedCallIsKnownForWhatItIs(SalesforceFault fault) throws CrmException {
        connector.write(session(), RecordKind.COMPANY, companies(1));
        salesforce.failNextWrite(fault);
        CrmSession impatient =
                session(fault == SalesforceFault.DRIPS ? Duration.ofMillis(700) : Duration.ofSeconds(20));
        CrmException failure =
                assertThrows(CrmException.class, () -> connector.write(impatient, RecordKind.COMPANY, companies(3)));

        assertEquals(
                switch (fault) {
                    case BUSY, BUSY_FOR_A_SECOND, AWAY_FOR_A_SECOND, LIMIT_USED_UP -> CrmException.Kind.BUSY;
                    default -> CrmException.Kind.UNKNOWN;
                },
                failure.kind());
        assertEquals(fault.name().endsWith("FOR_A_SECOND") ? Duration.ofSeconds(1) : null, failure.retryAfter());
        assertEquals(
                fault.beforehand() ? 1 : 3, salesforce.objects.get("Account").size());

        assertEquals(3, results(companies(3)).size());
        assertEquals(3, salesforce.objects.get("Account").size());
    }

    @Test
    void contactsStandUnderTheirAccount() throws CrmException {
        String company = results(companies(1)).get(id(0)).remoteId();
        WriteResult ana = connector
                .write(
                        session(),
                        RecordKind.CONTACT,
                        List.of(new OutgoingRecord(
                                id(50),
                                null,
                                Map.of("Email", "ana@example.com", "Tandem_Do_Not_Contact__c", "true"),
                                company,
                                1)))
                .get(0);
        Map<String, Object> held = salesforce.objects.get("Contact").get(ana.remoteId());
        assertEquals(company, held.get("AccountId"));
        assertEquals("ana@example.com", held.get("LastName"));
        assertEquals(true, held.get("Tandem_Do_Not_Contact__c"));
    }

    @Test
    void deletedIsToldApart() throws CrmException {
        assertEquals(
                Outcome.GONE,
                connector
                        .write(
                                session(),
                                RecordKind.COMPANY,
                                List.of(new OutgoingRecord(id(1), "001X", Map.of("Name", "x"), null, 1)))
                        .get(0)
                        .outcome());
        assertTrue(connector
                .read(session(), RecordKind.COMPANY, Set.of("Name"), List.of("001X"))
                .get(0)
                .deleted());
    }

    @Test
    void amountsHaveTheirCurrencyWhereThereAreSeveral() throws CrmException {
        salesforce.currencies.addAll(Set.of("USD", "EUR"));
        Set<String> properties = Set.of("Amount", "CurrencyIsoCode");
        List<WriteResult> results =
                connector.write(session(), RecordKind.DEAL, List.of(sale(id(1), "EUR"), sale(id(2), "GBP")));
        assertEquals(
                List.of(Outcome.WRITTEN, Outcome.WRITTEN),
                results.stream().map(WriteResult::outcome).toList());
        assertEquals(
                "Its amount is in GBP, which the CRM does not know",
                results.get(1).words());
        List<CrmRecord> read = connector.read(
                session(),
                RecordKind.DEAL,
                properties,
                results.stream().map(WriteResult::remoteId).toList());
        assertEquals("EUR", read.get(0).properties().get("CurrencyIsoCode"));
        assertEquals("50000", read.get(0).properties().get("Amount"));
        assertNull(read.get(1).properties().get("Amount"));
    }

    @Test
    void organizationWithOneCurrencyIsToldNumbersAlone() throws CrmException {
        WriteResult written = connector
                .write(session(), RecordKind.DEAL, List.of(sale(id(1), "EUR")))
                .get(0);
        assertEquals(Outcome.WRITTEN, written.outcome(), written.words());
        CrmRecord read = connector
                .read(session(), RecordKind.DEAL, Set.of("Amount", "CurrencyIsoCode"), List.of(written.remoteId()))
                .get(0);
        assertEquals(Map.of("Amount", "50000"), read.properties());
    }

    private static OutgoingRecord sale(UUID id, String currency) {
        return new OutgoingRecord(
                id,
                null,
                Map.of(
                        "Name", "Pilot",
                        "StageName", "Prospecting",
                        "CloseDate", "2026-06-30",
                        "Amount", "50000",
                        "CurrencyIsoCode", currency),
                null,
                1);
    }

    @Test
    void erasedContactIsGone() throws CrmException {
        String ana = salesforce.create("Contact", Map.of("Email", "ana@example.com"));
        assertTrue(connector.erase(session(), RecordKind.CONTACT, ana));
        assertFalse(connector.erase(session(), RecordKind.CONTACT, ana));
        assertEquals(0, salesforce.objects.get("Contact").size());
    }
}
