package io.tandem.crm.hubspot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connector.CallsOut;
import io.tandem.crm.connector.ChangePage;
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
import java.util.ArrayList;
import java.util.HashSet;
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

class HubSpotConnectorTest {
    private static final String MAYA = "maya@tandem.example";

    @RegisterExtension
    static final CallsOut CALLS = new CallsOut();

    private HubSpotStub hubSpot;
    private final HubSpotConnector connector = new HubSpotConnector();

    @BeforeEach
    void hubSpotIsThere() {
        hubSpot = new HubSpotStub();
    }

    @AfterEach
    void everyCallIsAsHubSpotDescribesIt() {
        hubSpot.close();
        assertEquals(List.of(), hubSpot.faults());
    }

    @Test
    void tellsWhoWeAreThere() throws CrmException {
        assertEquals("HubSpot account 4711", connector.test(session()));
    }

    @Test
    void makesItsOwnPropertiesOfEveryKind() throws CrmException {
        connector.prepare(session(), connector.usualFields());

        assertTrue(hubSpot.data
                .properties("companies")
                .containsAll(Set.of("tandem_id", "tandem_score", "tandem_grade", "tandem_why_now")));
        assertTrue(hubSpot.data.properties("contacts").contains("tandem_do_not_contact"));
        assertEquals(Set.of("tandem_id"), hubSpot.data.properties("notes"));
    }

    @Test
    void writesAgainWithoutDoublingAnything() throws CrmException {
        List<OutgoingRecord> records = companies(100);
        List<WriteResult> first = connector.write(session(), RecordKind.COMPANY, records);
        List<WriteResult> again = connector.write(session(), RecordKind.COMPANY, records);

        assertEquals(100, hubSpot.data.alive("companies").size());
        assertEquals(remoteIds(first), remoteIds(again));
        assertEquals(Map.of("name", "Company 7", "hubspot_owner_id", MAYA), values(first, records.get(7)));
    }

    @Test
    void partialAnswerSaysOfEachRecordWhatBecameOfIt() throws CrmException {
        hubSpot.failNextWrites(HubSpotFault.PARTIAL);
        hubSpot.data.refuse("Company 3");
        Map<UUID, WriteResult> results = connector.write(session(), RecordKind.COMPANY, companies(9)).stream()
                .collect(Collectors.toMap(WriteResult::id, Function.identity()));

        assertEquals(Outcome.WRITTEN, results.get(id(0)).outcome());
        assertEquals(Outcome.LATER, results.get(id(1)).outcome());
        assertEquals(Outcome.REFUSED, results.get(id(3)).outcome());
        assertEquals(
                "VALIDATION_ERROR: Property values were not valid",
                results.get(id(3)).words());
        assertEquals(9, results.size());
    }

    @Test
    void contactThatIsThereUnderAnotherEmailIsFound() throws CrmException {
        String there = hubSpot.data.create(
                "contacts", Map.of("email", "silva@acme.example", "hs_additional_emails", "ana@acme.example"));
        OutgoingRecord ana =
                new OutgoingRecord(id(0), null, Map.of("email", "Ana@acme.example", "firstname", "Ana"), null, 1);
        OutgoingRecord rui = new OutgoingRecord(id(1), null, Map.of("email", "rui@acme.example"), null, 1);

        CrmException together = assertThrows(
                CrmException.class, () -> connector.write(session(), RecordKind.CONTACT, List.of(ana, rui)));
        assertEquals(CrmException.Kind.REFUSED, together.kind());
        WriteResult alone =
                connector.write(session(), RecordKind.CONTACT, List.of(ana)).get(0);
        assertEquals(List.of(Outcome.FOUND, there), List.of(alone.outcome(), alone.remoteId()));

        hubSpot.data.tellConflictsOfEach();
        Map<UUID, WriteResult> each = connector.write(session(), RecordKind.CONTACT, List.of(ana, rui)).stream()
                .collect(Collectors.toMap(WriteResult::id, Function.identity()));
        assertEquals(Outcome.FOUND, each.get(id(0)).outcome());
        assertEquals(there, each.get(id(0)).remoteId());
        assertEquals(Outcome.WRITTEN, each.get(id(1)).outcome());
        assertEquals(2, hubSpot.data.alive("contacts").size());
    }

    @ParameterizedTest
    @EnumSource(HubSpotFault.class)
    void failedCallIsKnownForWhatItIs(HubSpotFault fault) throws CrmException {
        if (fault == HubSpotFault.PARTIAL) {
            return;
        }
        hubSpot.failNextWrites(fault);
        CrmException failure = assertThrows(
                CrmException.class,
                () -> connector.write(session(Duration.ofMillis(700)), RecordKind.COMPANY, companies(3)));

        assertEquals(
                switch (fault) {
                    case BUSY, BUSY_FOR_A_SECOND -> CrmException.Kind.BUSY;
                    case UNAUTHORISED -> CrmException.Kind.DENIED;
                    default -> CrmException.Kind.UNKNOWN;
                },
                failure.kind());
        assertEquals(fault == HubSpotFault.BUSY_FOR_A_SECOND ? Duration.ofSeconds(1) : null, failure.retryAfter());
        assertEquals(fault.beforehand() ? 0 : 3, hubSpot.data.alive("companies").size());

        connector.write(session(), RecordKind.COMPANY, companies(3));
        assertEquals(3, hubSpot.data.alive("companies").size());
    }

    @Test
    void whatWasWrittenButNotPutUnderItsCompanyIsOnlyPutThere() throws CrmException {
        String company = remoteIds(connector.write(session(), RecordKind.COMPANY, companies(1)))
                .get(id(0));
        hubSpot.weather(call -> call.path().endsWith("/associate/default") ? HubSpotFault.BUSY : null);
        CrmException busy = assertThrows(
                CrmException.class,
                () -> connector.write(
                        session(),
                        RecordKind.CONTACT,
                        List.of(new OutgoingRecord(id(50), null, Map.of("email", "ana@example.com"), company, 1))));
        WriteResult ana = busy.done().get(0);
        assertEquals(Outcome.UNPLACED, ana.outcome());

        hubSpot.weather(call -> null);
        hubSpot.forgetCalls();
        WriteResult placed = connector
                .write(
                        session(),
                        RecordKind.CONTACT,
                        List.of(new OutgoingRecord(id(50), ana.remoteId(), Map.of(), company, 1)))
                .get(0);
        assertEquals(Outcome.WRITTEN, placed.outcome());
        assertEquals(
                company,
                hubSpot.data
                        .companyOf("contacts", Long.parseLong(ana.remoteId()))
                        .orElseThrow());
        assertEquals(1, hubSpot.calls().size());
    }

    @Test
    void putsContactsUnderTheirCompany() throws CrmException {
        String company = remoteIds(connector.write(session(), RecordKind.COMPANY, companies(1)))
                .get(id(0));
        WriteResult ana = connector
                .write(
                        session(),
                        RecordKind.CONTACT,
                        List.of(new OutgoingRecord(id(50), null, Map.of("email", "ana@example.com"), company, 1)))
                .get(0);

        assertEquals(
                company,
                hubSpot.data
                        .companyOf("contacts", Long.parseLong(ana.remoteId()))
                        .orElseThrow());
    }

    @Test
    void whatWasDeletedThereIsToldApart() throws CrmException {
        String company = hubSpot.data.create("companies", Map.of("name", "Gone"));
        hubSpot.data.archive("companies", company);
        OutgoingRecord record = new OutgoingRecord(id(1), company, Map.of("name", "Back"), null, 1);

        assertEquals(
                Outcome.GONE,
                connector
                        .write(session(), RecordKind.COMPANY, List.of(record))
                        .get(0)
                        .outcome());
        assertTrue(connector
                .read(session(), RecordKind.COMPANY, Set.of("name"), List.of(company))
                .get(0)
                .deleted());
    }

    @Test
    void ownerWhoIsNobodyThereIsLeftOut() throws CrmException {
        WriteResult result = connector
                .write(
                        session(),
                        RecordKind.COMPANY,
                        List.of(new OutgoingRecord(
                                id(1), null, Map.of("hubspot_owner_id", "nobody@tandem.example"), null, 1)))
                .get(0);

        assertEquals(Outcome.WRITTEN, result.outcome());
        assertEquals("Nobody in HubSpot has the email nobody@tandem.example", result.words());
    }

    @Test
    void readsEverythingAndThenOnlyWhatChanged() throws CrmException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            made.add(hubSpot.data.create("companies", Map.of("name", "Company " + i, "hubspot_owner_id", "71")));
        }
        List<CrmRecord> read = new ArrayList<>();
        String position = readAll(null, read);
        assertEquals(made, read.stream().map(CrmRecord::remoteId).toList());
        assertEquals(MAYA, read.get(0).properties().get("hubspot_owner_id"));

        hubSpot.data.edit("companies", made.get(17), Map.of("name", "Renamed"));
        List<CrmRecord> changed = new ArrayList<>();
        readAll(position, changed);
        assertTrue(changed.stream()
                .anyMatch(record -> "Renamed".equals(record.properties().get("name"))));
    }

    @Test
    void whatChangesWhilePagesAreReadHidesNothingElse() throws CrmException {
        List<String> made = new ArrayList<>();
        String position = readAll(null, new ArrayList<>());
        for (int i = 0; i < 450; i++) {
            made.add(hubSpot.data.create("companies", Map.of("name", "Company " + i)));
        }
        Set<String> read = new HashSet<>();
        ChangePage page;
        int changed = 0;
        do {
            page = connector.changes(session(), RecordKind.COMPANY, Set.of("name"), position);
            page.records().forEach(record -> read.add(record.remoteId()));
            position = page.position();
            hubSpot.data.edit("companies", made.get(changed++), Map.of("name", "Renamed"));
        } while (page.more());
        assertEquals(Set.copyOf(made), read);
    }

    private String readAll(String position, List<CrmRecord> into) throws CrmException {
        String at = position;
        ChangePage page;
        do {
            page = connector.changes(session(), RecordKind.COMPANY, Set.of("name", "hubspot_owner_id"), at);
            into.addAll(page.records());
            at = page.position();
        } while (page.more());
        return at;
    }

    @Test
    void mergedRecordKnowsUnderWhichIdsItWas() throws CrmException {
        String loser = hubSpot.data.create("companies", Map.of("name", "Old"));
        String winner = hubSpot.data.create("companies", Map.of("name", "New"));
        hubSpot.data.merge("companies", loser, winner);

        List<CrmRecord> read = connector.read(session(), RecordKind.COMPANY, Set.of("name"), List.of(loser));
        assertEquals(List.of(winner), read.stream().map(CrmRecord::remoteId).toList());
        assertEquals(List.of(loser), read.get(0).mergedIds());
    }

    @Test
    void notesAndMeetingsComeWithTheirCompany() throws CrmException {
        String company = hubSpot.data.create("companies", Map.of("name", "Harbourline"));
        String note = hubSpot.data.create("notes", Map.of("hs_note_body", "They want a pilot"));
        String meeting = hubSpot.data.create("meetings", Map.of("hs_meeting_title", "Kick-off"));
        hubSpot.data.put("notes", note, company);
        hubSpot.data.put("meetings", meeting, company);

        List<CrmRecord> read = connector
                .changes(session(), RecordKind.NOTE, Set.of("hs_note_body", "hs_timestamp"), null)
                .records();
        assertEquals(
                List.of("note:" + note, "meeting:" + meeting),
                read.stream().map(CrmRecord::remoteId).toList());
        assertEquals(
                List.of(company, company),
                read.stream().map(CrmRecord::companyId).toList());
        assertEquals("Kick-off", read.get(1).properties().get("hs_note_body"));
    }

    @Test
    void pipelinesComeInTheirOrderWithTheirStages() throws CrmException {
        List<CrmPipeline> pipelines = connector.pipelines(session());
        assertEquals(
                List.of("default", "renewals"),
                pipelines.stream().map(CrmPipeline::id).toList());
        assertEquals(
                new CrmStage("appointmentscheduled", "Appointment Scheduled", false, false, 0.2),
                pipelines.get(0).stages().get(0));
        assertTrue(pipelines.get(0).stage("closedwon").orElseThrow().won());
        CrmStage lost = pipelines.get(0).stage("closedlost").orElseThrow();
        assertTrue(lost.closed() && !lost.won());
    }

    @Test
    void erasedContactIsGone() throws CrmException {
        String ana = hubSpot.data.create("contacts", Map.of("email", "ana@example.com"));
        connector.erase(session(), RecordKind.CONTACT, ana);
        connector.erase(session(), RecordKind.CONTACT, ana);
        assertEquals(0, hubSpot.data.alive("contacts").size());
    }

    @Test
    void limitsAreLearnedFromAnswers() throws CrmException {
        CrmSession session = session();
        connector.test(session);
        assertFalse(session.rest().isPresent());
        assertEquals(1, session.calls());
    }

    private CrmSession session() {
        return session(Duration.ofSeconds(20));
    }

    private CrmSession session(Duration within) {
        return CALLS.session(UUID.randomUUID(), hubSpot.address(), Map.of("accessToken", HubSpotStub.TOKEN), within);
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }

    private static List<OutgoingRecord> companies(int count) {
        List<OutgoingRecord> companies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            companies.add(
                    new OutgoingRecord(id(i), null, Map.of("name", "Company " + i, "hubspot_owner_id", MAYA), null, 1));
        }
        return companies;
    }

    private static Map<UUID, String> remoteIds(List<WriteResult> results) {
        return results.stream().collect(Collectors.toMap(WriteResult::id, WriteResult::remoteId));
    }

    private static Map<String, String> values(List<WriteResult> results, OutgoingRecord record) {
        return results.stream()
                .filter(result -> result.id().equals(record.id()))
                .findFirst()
                .orElseThrow()
                .values();
    }
}
