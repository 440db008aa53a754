package io.tandem.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to Odoo, and what it objects to. */
class OdooConnectorTest extends OdooCalls {
    @ParameterizedTest
    @ValueSource(ints = {14, 17, 18, 19, 22})
    void signsInByWhateverTheServerKnows(int version) throws CrmException {
        odoo = new OdooStub(version);
        assertEquals("Odoo " + version + ".0", connector.test(session()));
        CrmException denied = assertThrows(CrmException.class, () -> connector.test(session("wrong")));
        assertEquals(CrmException.Kind.DENIED, denied.kind());
        CrmSession elsewhere = CALLS.session(
                UUID.randomUUID(),
                odoo.address(),
                Map.of("database", "nowhere", "user", OdooStub.USER, "apiKey", OdooStub.KEY),
                Duration.ofSeconds(20));
        denied = assertThrows(CrmException.class, () -> connector.test(elsewhere));
        assertEquals(CrmException.Kind.DENIED, denied.kind(), denied.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 19})
    void fieldThatOdooDoesNotHaveIsNoRecordsFault(int version) throws CrmException {
        odoo = new OdooStub(version);
        CrmException denied = assertThrows(
                CrmException.class,
                () -> write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("x_none", "1"), null, 1)));
        assertEquals(CrmException.Kind.DENIED, denied.kind());
        assertTrue(denied.getMessage().contains("x_none"), denied.getMessage());
        denied = assertThrows(
                CrmException.class, () -> connector.changes(session(), RecordKind.COMPANY, Set.of("x_none"), null));
        assertEquals(CrmException.Kind.DENIED, denied.kind());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18, 19})
    void testTellsWhatThisUserMayNotDo(int version) {
        odoo = new OdooStub(version);
        odoo.data.mayNotMake = "crm.lead";
        CrmException denied = assertThrows(CrmException.class, () -> connector.test(session()));
        assertEquals("This user may not create crm.lead", denied.getMessage());
        assertTrue(odoo.methods.contains("crm.lead." + (version < 19 ? "check_access_rights" : "has_access")));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void makesItsOwnFieldsOnce(int version) throws CrmException {
        odoo = new OdooStub(version);
        connector.prepare(session(), connector.usualFields());
        assertTrue(odoo.data
                .customFields("res.partner")
                .containsAll(Set.of("x_tandem_score", "x_tandem_why_now", "x_tandem_do_not_contact")));
        odoo.methods.clear();
        connector.prepare(session(), connector.usualFields());
        assertTrue(odoo.methods.stream().noneMatch(method -> method.endsWith("create")), odoo.methods.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void writesAgainWithoutDoublingAnything(int version) throws CrmException {
        odoo = new OdooStub(version);
        OutgoingRecord company = new OutgoingRecord(
                id(1), null, Map.of("name", "Harbourline", "website", "harbourline.example", "user_id", MAYA), null, 1);
        // The session is there already, so that the call that is cut off is the one that writes.
        connector.write(
                session(),
                RecordKind.COMPANY,
                List.of(new OutgoingRecord(id(9), null, Map.of("name", "First"), null, 1)));
        odoo.cutNext();
        assertEquals(
                CrmException.Kind.UNKNOWN,
                assertThrows(CrmException.class, () -> connector.write(session(), RecordKind.COMPANY, List.of(company)))
                        .kind());
        WriteResult again =
                connector.write(session(), RecordKind.COMPANY, List.of(company)).get(0);

        assertEquals(Outcome.WRITTEN, again.outcome());
        assertEquals(2, odoo.data.all("res.partner").size());
        Map<String, Object> held = odoo.data.byExternalId("tandem.company_" + id(1));
        assertEquals("https://harbourline.example", held.get("website"));
        assertEquals(8L, held.get("user_id"));
        assertEquals(true, held.get("is_company"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void rowsThatOdooObjectsToDoNotHoldUpTheOthers(int version) throws CrmException {
        odoo = new OdooStub(version);
        Map<UUID, WriteResult> results = connector
                .write(
                        session(),
                        RecordKind.COMPANY,
                        List.of(
                                new OutgoingRecord(id(1), null, Map.of("name", "One"), null, 1),
                                new OutgoingRecord(id(2), null, Map.of("name", "refused"), null, 1),
                                new OutgoingRecord(id(3), null, Map.of("name", "Three"), null, 1)))
                .stream()
                .collect(Collectors.toMap(WriteResult::id, Function.identity()));

        assertEquals(Outcome.REFUSED, results.get(id(2)).outcome());
        assertEquals(
                "Odoo does not like this name, not even once",
                results.get(id(2)).words());
        assertEquals(Outcome.WRITTEN, results.get(id(1)).outcome());
        assertEquals(Outcome.WRITTEN, results.get(id(3)).outcome());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void followsWhereAPartnerWasMergedAndToldApartFromDeletion(int version) throws CrmException {
        odoo = new OdooStub(version);
        String remote = write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("name", "One"), null, 1))
                .remoteId();
        long winner = odoo.data.create("res.partner", Map.of("name", "Winner", "is_company", true));
        odoo.data.merge(Long.parseLong(remote), winner);
        WriteResult merged =
                write(RecordKind.COMPANY, new OutgoingRecord(id(1), remote, Map.of("name", "Both"), null, 1));
        assertEquals(Long.toString(winner), merged.remoteId());
        assertEquals("Both", odoo.data.all("res.partner").get(winner).get("name"));

        odoo.data.delete(winner);
        assertEquals(
                Outcome.GONE,
                write(
                                RecordKind.COMPANY,
                                new OutgoingRecord(id(1), merged.remoteId(), Map.of("name", "Again"), null, 1))
                        .outcome());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void peopleTasksAndNotesStandUnderTheirCompany(int version) throws CrmException {
        odoo = new OdooStub(version);
        String company = write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("name", "One"), null, 1))
                .remoteId();
        write(
                RecordKind.CONTACT,
                new OutgoingRecord(id(2), null, Map.of("email", "ana@one.example", "function", "COO"), company, 1));
        Map<String, String> task = new HashMap<>();
        task.put("summary", "Talk to them");
        task.put("date_deadline", "2026-03-02T09:00:00Z");
        task.put("user_id", "jonas@tandem.example");
        write(RecordKind.TASK, new OutgoingRecord(id(3), null, task, company, 1));
        write(
                RecordKind.NOTE,
                new OutgoingRecord(
                        id(4),
                        null,
                        Map.of("body", "They <want> a pilot", "date", "2026-03-02T09:00:00Z"),
                        company,
                        1));

        Map<String, Object> ana = odoo.data.byExternalId("tandem.contact_" + id(2));
        assertEquals(
                List.of(Long.valueOf(company), "ana@one.example", false),
                List.of(ana.get("parent_id"), ana.get("name"), ana.get("is_company")));
        Map<String, Object> activity = odoo.data.byExternalId("tandem.task_" + id(3));
        assertEquals(
                List.of(Long.valueOf(company), "2026-03-02", 9L, 70L),
                List.of(
                        activity.get("res_id"),
                        activity.get("date_deadline"),
                        activity.get("user_id"),
                        activity.get("res_model_id")));
        Map<String, Object> message = odoo.data.byExternalId("tandem.note_" + id(4));
        assertEquals("<p>They &lt;want&gt; a pilot</p>", message.get("body"));
        assertEquals("2026-03-02 09:00:00", message.get("date"));
        assertEquals(
                Outcome.LATER,
                write(RecordKind.NOTE, new OutgoingRecord(id(5), null, Map.of("body", "x"), null, 1))
                        .outcome());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void erasedPartnerIsGone(int version) throws CrmException {
        odoo = new OdooStub(version);
        String ana = write(
                        RecordKind.CONTACT, new OutgoingRecord(id(2), null, Map.of("email", "a@one.example"), null, 1))
                .remoteId();
        assertTrue(connector.erase(session(), RecordKind.CONTACT, ana));
        assertFalse(connector.erase(session(), RecordKind.CONTACT, ana));
        assertEquals(0, odoo.data.all("res.partner").size());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void whoeverOdooNeedsIsEmptiedAndPutAway(int version) throws CrmException {
        odoo = new OdooStub(version);
        long billed = odoo.data.create("res.partner", Map.of("name", "Ana", "email", "a@one.example", "phone", "1"));
        long user = odoo.data.create("res.partner", Map.of("name", "Ben", "email", "b@one.example"));
        long hidden = odoo.data.create("res.partner", Map.of("name", "Cem", "email", "c@one.example"));
        odoo.data.needed.add(billed);
        odoo.data.users.add(user);
        odoo.data.hidden.add(hidden);
        for (long id : List.of(billed, user)) {
            connector.erase(session(), RecordKind.CONTACT, Long.toString(id));
            Map<String, Object> left = odoo.data.all("res.partner").get(id);
            assertEquals(
                    List.of("Erased", false, false, id == user),
                    List.of(left.get("name"), left.get("email"), left.get("phone"), left.get("active")));
        }
        assertEquals(
                CrmException.Kind.REFUSED,
                assertThrows(
                                CrmException.class,
                                () -> connector.erase(session(), RecordKind.CONTACT, Long.toString(hidden)))
                        .kind(),
                "what we may not see is not gone");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void whatOdooObjectsToIsToldApart(int version) throws CrmException {
        odoo = new OdooStub(version);
        String one = write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("name", "One"), null, 1))
                .remoteId();
        assertEquals(
                Outcome.LATER,
                write(RecordKind.COMPANY, new OutgoingRecord(id(1), one, Map.of("name", "locked"), null, 1))
                        .outcome());
        assertEquals(
                Outcome.REFUSED,
                write(RecordKind.COMPANY, new OutgoingRecord(id(1), one, Map.of("name", "refused"), null, 1))
                        .outcome(),
                "though its id stands in the words");
        odoo.data.all("res.partner").get(Long.valueOf(one)).put("active", false);
        assertEquals(
                Outcome.WRITTEN,
                write(RecordKind.COMPANY, new OutgoingRecord(id(1), one, Map.of("name", "Two"), null, 1))
                        .outcome(),
                "what was put away is not gone");
        odoo.data.hidden.add(Long.valueOf(one));
        assertEquals(
                Outcome.REFUSED,
                write(RecordKind.COMPANY, new OutgoingRecord(id(1), one, Map.of("name", "Two"), null, 1))
                        .outcome(),
                "what may not be seen is not gone");
        assertEquals(List.of(), connector.read(session(), RecordKind.COMPANY, Set.of("name"), List.of(one)));
        odoo.data.mayNotMake = "res.partner";
        CrmException denied = assertThrows(
                CrmException.class,
                () -> write(RecordKind.COMPANY, new OutgoingRecord(id(2), null, Map.of("name", "New"), null, 1)));
        assertEquals(CrmException.Kind.DENIED, denied.kind());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void noteThatIsThereAlreadyIsWrittenWithoutMovingIt(int version) throws CrmException {
        odoo = new OdooStub(version);
        String company = write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("name", "One"), null, 1))
                .remoteId();
        OutgoingRecord note = new OutgoingRecord(id(4), null, Map.of("body", "A pilot"), company, 1);
        odoo.cutNext();
        assertThrows(CrmException.class, () -> write(RecordKind.NOTE, note));
        WriteResult again = write(RecordKind.NOTE, note);
        assertEquals(Outcome.WRITTEN, again.outcome(), again.words());
        assertEquals(1, odoo.data.all("mail.message").size());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void wonSaleIsLostAtAnotherStage(int version) throws CrmException {
        odoo = new OdooStub(version);
        String remoteId = deal(null, "4");
        deal(remoteId, "lost");
        assertEquals("lost", stageOf(remoteId));
        assertEquals(1L, odoo.data.byExternalId("tandem.deal_" + id(60)).get("stage_id"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void lostSaleIsPutAwayAndFoundAgain(int version) throws CrmException {
        odoo = new OdooStub(version);
        String remoteId = deal(null, "2");
        assertEquals("2", stageOf(remoteId));
        deal(remoteId, "lost");
        Map<String, Object> held = odoo.data.byExternalId("tandem.deal_" + id(60));
        assertEquals(
                List.of(false, 0.0, 2L), List.of(held.get("active"), held.get("probability"), held.get("stage_id")));
        assertEquals("lost", stageOf(remoteId));
        deal(remoteId, "4");
        assertEquals("4", stageOf(remoteId));
        assertEquals(
                List.of(remoteId),
                connector.changes(session(), RecordKind.DEAL, Set.of("name", "stage_id"), null).records().stream()
                        .map(CrmRecord::remoteId)
                        .toList());
    }

    private String deal(String remoteId, String stage) throws CrmException {
        WriteResult result = connector
                .write(
                        session(),
                        RecordKind.DEAL,
                        List.of(new OutgoingRecord(
                                id(60), remoteId, Map.of("name", "Pilot", "stage_id", stage), null, 1)))
                .get(0);
        assertEquals(Outcome.WRITTEN, result.outcome(), result.words());
        return result.remoteId();
    }

    private String stageOf(String remoteId) throws CrmException {
        return connector
                .read(session(), RecordKind.DEAL, Set.of("stage_id"), List.of(remoteId))
                .get(0)
                .properties()
                .get("stage_id");
    }
}
