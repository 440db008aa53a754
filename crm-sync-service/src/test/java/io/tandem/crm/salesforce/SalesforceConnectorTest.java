package io.tandem.crm.salesforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connector.CallsOut;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.connector.WriteResult.Outcome;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.CrmStage;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SalesforceConnectorTest {
    private static final String MAYA = "maya@tandem.example";

    @RegisterExtension
    static final CallsOut CALLS = new CallsOut();

    private final SalesforceConnector connector = new SalesforceConnector();
    private final UUID connection = UUID.randomUUID();
    private SalesforceStub salesforce;

    @BeforeEach
    void salesforceIsThere() {
        salesforce = new SalesforceStub();
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

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
    void everythingOfOneSecondIsReadOnce() throws CrmException {
        for (int i = 0; i < 1_100; i++) {
            String id = salesforce.create("Account", Map.of("Name", "Company " + i));
            salesforce.objects.get("Account").get(id).put("SystemModstamp", "2026-03-02T09:00:00.000+0000");
        }
        List<String> read = new ArrayList<>();
        String position = null;
        ChangePage page;
        do {
            page = connector.changes(session(), RecordKind.COMPANY, Set.of("Name"), position);
            page.records().forEach(record -> read.add(record.remoteId()));
            position = page.position();
        } while (page.more());
        assertEquals(List.copyOf(salesforce.objects.get("Account").keySet()), read);
        assertEquals(
                List.of(),
                connector
                        .changes(session(), RecordKind.COMPANY, Set.of("Name"), position)
                        .records(),
                "what is settled is not read again");
    }

    @Test
    void whomWeCallAsIsNobodysChoice() throws CrmException {
        String ours = salesforce.create("Account", Map.of("Name", "One"));
        assertNull(connector
                .read(session(), RecordKind.COMPANY, Set.of("Name", "OwnerId"), List.of(ours))
                .get(0)
                .properties()
                .get("OwnerId"));
    }

    @Test
    void stagesAreThoseOfThePicklist() throws CrmException {
        stage("Prospecting", false, false, 10);
        stage("Closed Won", true, true, 100);
        stage("Closed Lost", true, false, 0);
        List<CrmPipeline> pipelines = connector.pipelines(session());
        assertEquals(1, pipelines.size());
        assertEquals(
                List.of(
                        new CrmStage("Prospecting", "Prospecting", false, false, 0.1),
                        new CrmStage("Closed Won", "Closed Won", true, true, 1.0),
                        new CrmStage("Closed Lost", "Closed Lost", true, false, 0.0)),
                pipelines.get(0).stages());
    }

    private void stage(String name, boolean closed, boolean won, int probability) {
        salesforce.create(
                "OpportunityStage",
                Map.of(
                        "ApiName",
                        name,
                        "MasterLabel",
                        name,
                        "IsClosed",
                        closed,
                        "IsWon",
                        won,
                        "DefaultProbability",
                        probability));
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
    void mergedAccountIsTheOneItWentInto() throws CrmException {
        String loser = salesforce.create("Account", Map.of("Name", "Old"));
        String winner = salesforce.create("Account", Map.of("Name", "New", "Website", "https://www.new.example/"));
        salesforce.merge(loser, winner);
        List<CrmRecord> read = connector
                .changes(session(), RecordKind.COMPANY, Set.of("Name", "Website"), null)
                .records();
        assertEquals(List.of(winner), read.stream().map(CrmRecord::remoteId).toList());
        assertEquals(List.of(loser), read.get(0).mergedIds());
        assertEquals("new.example", read.get(0).properties().get("Website"));
        assertTrue(read.get(0).createdAt().isAfter(Instant.now().minusSeconds(60)));
    }

    @Test
    void meetingsAndWhatIsDoneComeWithTheirAccount() throws CrmException {
        String meeting = activity("Event", Map.of("StartDateTime", "2026-03-02T09:30:00.000+0000", "IsChild", false));
        activity("Event", Map.of("StartDateTime", "2026-03-02T09:30:00.000+0000", "IsChild", true));
        String call =
                activity("Task", Map.of("TaskSubtype", "Call", "CompletedDateTime", "2026-03-03T10:00:00.000+0000"));
        String note = activity("Task", Map.of("IsClosed", true, "ActivityDate", "2026-03-04"));
        activity("Task", Map.of("IsClosed", false));
        activity("Task", Map.of("TaskSubtype", "Email"));
        String ours = activity("Task", Map.of("Tandem_Id__c", id(7).toString()));

        List<CrmRecord> read = connector
                .changes(session(), RecordKind.NOTE, Set.of("Description", "ActivityDate"), null)
                .records();
        assertEquals(
                List.of("meeting:" + meeting, "call:" + call, note),
                read.stream().map(CrmRecord::remoteId).toList());
        assertEquals("Kick-off\nThey want a pilot", read.get(0).properties().get("Description"));
        assertEquals(
                List.of("2026-03-02T09:30:00Z", "2026-03-03T10:00:00Z", "2026-03-04T00:00:00Z"),
                read.stream()
                        .map(record -> record.properties().get("ActivityDate"))
                        .toList());
        assertEquals("001A", read.get(2).companyId());

        List<CrmRecord> again = connector.read(
                session(), RecordKind.NOTE, Set.of("Description"), List.of("meeting:" + meeting, ours, "00TX"));
        assertEquals(
                List.of("meeting:" + meeting, ours, "00TX"),
                again.stream().map(CrmRecord::remoteId).toList());
        assertEquals(Map.of(), again.get(1).properties(), "what we wrote is not read back");
        assertEquals(id(7), again.get(1).id());
        assertTrue(again.get(2).deleted());
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
    void tellsWhichOfOurTasksWereDoneAndByWhom() throws CrmException {
        String done = activity(
                "Task",
                Map.of(
                        "Tandem_Id__c",
                        id(7).toString(),
                        "IsClosed",
                        true,
                        "LastModifiedById",
                        "005A",
                        "CompletedDateTime",
                        "2026-03-03T10:00:00.000+0000"));
        String open = activity("Task", Map.of("Tandem_Id__c", id(8).toString(), "IsClosed", false));

        List<CrmRecord> changed =
                connector.changes(session(), RecordKind.TASK, Set.of(), null).records();
        assertEquals(List.of(done), changed.stream().map(CrmRecord::remoteId).toList());
        assertEquals(id(7), changed.get(0).id());
        assertEquals(
                new Completion("maya@tandem.example", Instant.parse("2026-03-03T10:00:00Z")),
                changed.get(0).completion());
        Map<String, Boolean> read =
                connector.read(session(), RecordKind.TASK, Set.of(), List.of(done, open, "00T9")).stream()
                        .collect(Collectors.toMap(CrmRecord::remoteId, task -> task.completion() != null));
        assertEquals(Map.of(done, true, open, false, "00T9", false), read);
    }

    private String activity(String object, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.putAll(Map.of("Subject", "Kick-off", "Description", "They want a pilot", "AccountId", "001A"));
        return salesforce.create(object, values);
    }

    @Test
    void erasedContactIsGone() throws CrmException {
        String ana = salesforce.create("Contact", Map.of("Email", "ana@example.com"));
        assertTrue(connector.erase(session(), RecordKind.CONTACT, ana));
        assertFalse(connector.erase(session(), RecordKind.CONTACT, ana));
        assertEquals(0, salesforce.objects.get("Contact").size());
    }

    private Map<UUID, WriteResult> results(List<OutgoingRecord> records) throws CrmException {
        return connector.write(session(), RecordKind.COMPANY, records).stream()
                .collect(Collectors.toMap(WriteResult::id, Function.identity()));
    }

    private CrmSession session() {
        return session(Duration.ofSeconds(20));
    }

    private CrmSession session(Duration within) {
        return CALLS.session(
                connection, salesforce.address(), Map.of("clientId", "client", "clientSecret", "s&cret"), within);
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }

    private static List<OutgoingRecord> companies(int count) {
        List<OutgoingRecord> companies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            companies.add(new OutgoingRecord(
                    id(i), null, Map.of("Name", "Company " + i, "OwnerId", MAYA, "Tandem_Score__c", "41"), null, 1));
        }
        return companies;
    }
}
