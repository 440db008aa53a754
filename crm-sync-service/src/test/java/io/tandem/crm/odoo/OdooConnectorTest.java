package io.tandem.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connector.CallsOut;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.connector.WriteResult.Outcome;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.CrmStage;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the older way (14 to 18) and in the newer (19 on). */
class OdooConnectorTest {
    private static final String MAYA = "maya@tandem.example";

    @RegisterExtension
    static final CallsOut CALLS = new CallsOut();

    private final OdooConnector connector = new OdooConnector();
    private final UUID connection = UUID.randomUUID();
    private OdooStub odoo;

    @AfterEach
    void stop() {
        odoo.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 17, 18, 19, 22})
    void signsInByWhateverTheServerKnows(int version) throws CrmException {
        odoo = new OdooStub(version);
        assertEquals("Odoo " + version + ".0", connector.test(session()));
        CrmException denied = assertThrows(CrmException.class, () -> connector.test(session("wrong")));
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
    void tellsWhereMergedPartnersWentByOurNameOfThemElseByTheirEmail(int version) throws CrmException {
        odoo = new OdooStub(version);
        String ours = write(RecordKind.CONTACT, new OutgoingRecord(id(1), null, Map.of("name", "Ana"), null, 1))
                .remoteId();
        long kept = odoo.data.create("res.partner", Map.of("name", "Ana R.", "email", "ana@x.example"));
        odoo.data.merge(Long.parseLong(ours), kept);
        long before = odoo.data.create("res.partner", Map.of("name", "Ben", "email", "ben@x.example"));
        odoo.data.delete(before);
        long stays = odoo.data.create("res.partner", Map.of("name", "Ben", "email", "Ben <Ben@x.example>"));
        long twice = odoo.data.create("res.partner", Map.of("name", "Cem", "email", "cem@x.example"));
        odoo.data.delete(twice);
        odoo.data.create("res.partner", Map.of("name", "Cem", "email", "cem@x.example"));
        odoo.data.create("res.partner", Map.of("name", "Cem", "email", "cem@x.example"));

        Map<String, String> moved = connector.moved(
                session(),
                RecordKind.CONTACT,
                Map.of(
                        ours,
                        new LostRecord(id(1), "ana@x.example", null),
                        Long.toString(before),
                        new LostRecord(id(2), "ben@x.example", null),
                        Long.toString(twice),
                        new LostRecord(id(3), "cem@x.example", null),
                        "999999",
                        new LostRecord(id(4), "nobody@x.example", null)));

        assertEquals(Map.of(ours, Long.toString(kept), Long.toString(before), Long.toString(stays)), moved);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void tellsWhichActivitiesWereDoneAndByWhom(int version) throws CrmException {
        odoo = new OdooStub(version);
        String company = write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("name", "One"), null, 1))
                .remoteId();
        Map<String, LostRecord> tasks = new HashMap<>();
        for (String subject : List.of("R&D asked", "Later", "Called off")) {
            String task = write(
                            RecordKind.TASK,
                            new OutgoingRecord(
                                    UUID.randomUUID(),
                                    null,
                                    Map.of("summary", subject, "date_deadline", "2026-03-02T09:00:00Z"),
                                    company,
                                    1))
                    .remoteId();
            tasks.put(task, new LostRecord(null, subject, company));
            if (subject.startsWith("R")) {
                odoo.data.done(Long.parseLong(task), "\"Maya Lind\" <maya@tandem.example>", version >= 18);
            } else if (subject.startsWith("C")) {
                odoo.data.callOff(Long.parseLong(task));
            }
        }

        List<CrmRecord> read = connector.read(session(), RecordKind.TASK, Set.of(), List.copyOf(tasks.keySet()));
        Map<String, String> done = new HashMap<>();
        read.stream()
                .filter(task -> task.completion() != null)
                .forEach(task -> done.put(
                        tasks.get(task.remoteId()).name(), task.completion().by()));
        Map<String, LostRecord> lost = new HashMap<>(tasks);
        lost.keySet()
                .retainAll(read.stream()
                        .filter(CrmRecord::deleted)
                        .map(CrmRecord::remoteId)
                        .toList());
        connector
                .completed(session(), lost)
                .forEach((id, how) -> done.put(tasks.get(id).name(), how.by()));

        assertEquals(3, read.size());
        assertEquals(version >= 18 ? 1 : 2, lost.size());
        assertEquals(Map.of("R&D asked", "maya@tandem.example"), done);
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
    void readsWhatIsThereAndKnowsItsOwnAgain(int version) throws CrmException {
        odoo = new OdooStub(version);
        write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("name", "Ours", "user_id", MAYA), null, 1));
        Map<String, Object> theirs = new HashMap<>(Map.of("name", "Theirs", "is_company", true));
        theirs.put("website", "http://www.theirs.example/shop");
        long partner = odoo.data.create("res.partner", theirs);
        odoo.data.create("res.partner", Map.of("name", "A person", "is_company", false));

        ChangePage page = connector.changes(session(), RecordKind.COMPANY, Set.of("name", "website", "user_id"), null);
        assertEquals(2, page.records().size());
        CrmRecord ours = page.records().get(0);
        assertEquals(id(1), ours.id());
        assertEquals(MAYA, ours.properties().get("user_id"));
        CrmRecord other = page.records().get(1);
        assertEquals("theirs.example", other.properties().get("website"));
        assertEquals(Long.toString(partner), other.remoteId());

        assertTrue(connector
                .read(session(), RecordKind.COMPANY, Set.of("name"), List.of("4711"))
                .get(0)
                .deleted());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void erasedPartnerIsGone(int version) throws CrmException {
        odoo = new OdooStub(version);
        String ana = write(
                        RecordKind.CONTACT, new OutgoingRecord(id(2), null, Map.of("email", "a@one.example"), null, 1))
                .remoteId();
        connector.erase(session(), RecordKind.CONTACT, ana);
        connector.erase(session(), RecordKind.CONTACT, ana);
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
    void everythingOfOneSecondIsRead(int version) throws CrmException {
        odoo = new OdooStub(version);
        Instant then = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 450; i++) {
            long id = odoo.data.create("res.partner", Map.of("name", "Company " + i, "is_company", true));
            odoo.data.changedAt("res.partner", id, then);
            made.add(Long.toString(id));
        }
        Set<String> read = new HashSet<>();
        String position = null;
        ChangePage page;
        do {
            page = connector.changes(session(), RecordKind.COMPANY, Set.of("name"), position);
            page.records().forEach(record -> read.add(record.remoteId()));
            if (position != null) {
                // Whoever is changed meanwhile leaves the others where they are.
                page.records().stream()
                        .limit(3)
                        .forEach(record -> odoo.data.changedAt(
                                "res.partner", Long.parseLong(record.remoteId()), then.plusSeconds(60)));
            }
            position = page.position();
        } while (page.more());
        assertEquals(made, read);
        page = connector.changes(session(), RecordKind.COMPANY, Set.of("name"), position);
        assertEquals(List.of(), page.records(), "what is settled is not read again");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void partnersAreKnownByTheirAddresses(int version) throws CrmException {
        odoo = new OdooStub(version);
        odoo.data.create("res.partner", Map.of("name", "One", "is_company", true, "email", "info@one.example"));
        odoo.data.create(
                "res.partner", Map.of("name", "Two", "is_company", true, "website", "https://shop.two.co.uk/a"));
        odoo.data.create("res.partner", Map.of("name", "Ana", "email", "Ana <Ana@one.example>; b@one.example"));
        odoo.data.create("res.partner", Map.of("name", "Bills", "email", "bills@one.example", "type", "invoice"));
        assertEquals(List.of("one.example", "two.co.uk"), matches(RecordKind.COMPANY));
        assertEquals(List.of("Ana@one.example"), matches(RecordKind.CONTACT));
    }

    private List<String> matches(RecordKind kind) throws CrmException {
        String property = connector.matchProperty(kind).orElseThrow();
        return connector.changes(session(), kind, Set.of("name"), null).records().stream()
                .map(record -> record.properties().get(property))
                .toList();
    }

    private WriteResult write(RecordKind kind, OutgoingRecord record) throws CrmException {
        return connector.write(session(), kind, List.of(record)).get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void stagesAreThoseOfEverybodyOrOfATeam(int version) throws CrmException {
        odoo = new OdooStub(version);
        odoo.data.stageTeams = version == 17 ? "team_id" : "team_ids";
        odoo.data.all("crm.stage").get(3L).put(odoo.data.stageTeams, version == 17 ? (Object) 5 : List.of(5));
        List<CrmPipeline> pipelines = connector.pipelines(session());
        assertEquals(
                List.of("all", "5"), pipelines.stream().map(CrmPipeline::id).toList());
        assertEquals(
                List.of("New", "Qualified", "Won", "Lost"),
                pipelines.get(0).stages().stream().map(CrmStage::label).toList());
        assertEquals("Europe", pipelines.get(1).label());
        assertEquals(
                List.of("1", "2", "3", "4", "lost"),
                pipelines.get(1).stages().stream().map(CrmStage::id).toList());
        assertTrue(pipelines.get(1).stage("4").orElseThrow().won());
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

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void peopleAndSalesBelongToTheCompanyAboveThem(int version) throws CrmException {
        odoo = new OdooStub(version);
        long company = odoo.data.create("res.partner", Map.of("name", "Harbourline", "is_company", true));
        long ana = odoo.data.create(
                "res.partner", Map.of("name", "Ana", "is_company", false, "commercial_partner_id", company));
        long sale = odoo.data.create("crm.lead", Map.of("name", "Pilot", "type", "opportunity", "partner_id", ana));
        CrmRecord person = read(RecordKind.CONTACT, ana);
        assertEquals(Long.toString(company), person.companyId());
        assertTrue(person.createdAt().isAfter(Instant.now().minusSeconds(60)));
        assertEquals(Long.toString(company), read(RecordKind.DEAL, sale).companyId());

        odoo.data.all("res.partner").get(ana).put("commercial_partner_id", ana);
        assertNull(read(RecordKind.CONTACT, ana).companyId());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void commentsBelongToTheCompanyOfWhomeverTheyAreAbout(int version) throws CrmException {
        odoo = new OdooStub(version);
        long company = odoo.data.create("res.partner", Map.of("name", "Harbourline", "is_company", true));
        odoo.data.all("res.partner").get(company).put("commercial_partner_id", company);
        long ana = odoo.data.create("res.partner", Map.of("name", "Ana", "commercial_partner_id", company));
        long sale = odoo.data.create("crm.lead", Map.of("name", "Pilot", "partner_id", ana));
        comment("res.partner", company);
        comment("res.partner", ana);
        comment("crm.lead", sale);
        comment("res.users", 7);
        List<CrmRecord> read = connector
                .changes(session(), RecordKind.NOTE, Set.of("body", "date"), null)
                .records();
        String all = Long.toString(company);
        assertEquals(
                List.of(all, all, all), read.stream().map(CrmRecord::companyId).toList());
        assertEquals("<p>Good</p>", read.get(2).properties().get("body"));
    }

    private void comment(String model, long id) {
        odoo.data.create(
                "mail.message", Map.of("model", model, "res_id", id, "message_type", "comment", "body", "<p>Good</p>"));
    }

    private CrmRecord read(RecordKind kind, long id) throws CrmException {
        return connector
                .read(session(), kind, Set.of("name"), List.of(Long.toString(id)))
                .get(0);
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

    private CrmSession session() {
        return session(OdooStub.KEY);
    }

    private CrmSession session(String key) {
        return CALLS.session(
                connection,
                odoo.address(),
                Map.of("database", OdooStub.DATABASE, "user", OdooStub.USER, "apiKey", key),
                Duration.ofSeconds(20));
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }
}
