package io.tandem.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CallsOut;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.connector.WriteResult.Outcome;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.RecordKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/**
 * The connector against an Odoo that really runs, which the environment names. What is made there is removed again, but for
 * the fields of ours.
 */
@EnabledIfEnvironmentVariable(named = "TANDEM_ODOO_URL", matches = ".+")
class RealOdooTest {
    private static final Map<String, String> ENVIRONMENT = System.getenv();

    @RegisterExtension
    static final CallsOut CALLS = new CallsOut();

    private final OdooConnector connector = new OdooConnector();
    private final UUID connection = UUID.randomUUID();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, List<Long>> made = new HashMap<>();
    private OdooApi people;

    @BeforeEach
    void signIn() throws CrmException {
        people = new OdooApi(session(), OdooApi.signIn(session()));
        connector.prepare(session(), connector.usualFields());
    }

    @AfterEach
    void remove() throws CrmException {
        for (String model : List.of("crm.lead", "res.partner")) {
            for (long id : made.getOrDefault(model, List.of())) {
                remove(model, id);
            }
        }
    }

    /** The rights that we ask for do not include deleting a sale, which is put away then. */
    private void remove(String model, long id) throws CrmException {
        try {
            people.call(model, "unlink", List.of(id), Map.of());
        } catch (CrmException e) {
            if (OdooApi.isForbidden(e) && people.has(model, id)) {
                people.call(model, "write", List.of(id), Map.of("vals", Map.of("active", false)));
            }
        }
    }

    @Test
    void signsInAndSaysWhatIsWrongWithTheCredentials() throws CrmException {
        assertTrue(connector.test(session()).startsWith("Odoo "));
        for (Map<String, String> wrong : List.of(
                Map.of("apiKey", "wrong"), Map.of("database", "no-such-" + run), Map.of("user", "nobody-" + run))) {
            CrmException denied = assertThrows(CrmException.class, () -> {
                CrmSession session = session(wrong);
                connector.test(session);
                // The newer way knows by the key who we are.
                assertTrue(wrong.containsKey("user"));
                throw CrmException.denied("not asked for");
            });
            assertEquals(CrmException.Kind.DENIED, denied.kind(), wrong + ": " + denied.getMessage());
        }
    }

    @Test
    void makesItsOwnFieldsOnce() throws CrmException {
        JsonNode fields = people.call("res.partner", "fields_get", null, Map.of("attributes", List.of("type")));
        assertEquals("float", fields.path("x_tandem_score").path("type").asText());
        assertEquals(
                "boolean", fields.path("x_tandem_do_not_contact").path("type").asText());
        assertEquals("text", fields.path("x_tandem_why_now").path("type").asText());
    }

    @Test
    void companyComesBackAsItWasWritten() throws CrmException {
        String owner = owner();
        Map<String, String> values = Map.of(
                "name",
                "Harbourline ÄÖ 株 " + run,
                "website",
                run + ".example",
                "user_id",
                owner,
                "x_tandem_score",
                "87",
                "x_tandem_grade",
                "A",
                "x_tandem_why_now",
                "They <b>came</b> back & asked\nfor prices");
        UUID id = UUID.randomUUID();
        WriteResult first = write(RecordKind.COMPANY, new OutgoingRecord(id, null, values, null, 1));
        WriteResult again = write(RecordKind.COMPANY, new OutgoingRecord(id, null, values, null, 2));
        assertEquals(first.remoteId(), again.remoteId(), "it is known again by our id");
        CrmRecord read = read(RecordKind.COMPANY, first.remoteId(), values.keySet());
        assertEquals(id, read.id());
        assertEquals(values.get("name"), read.properties().get("name"));
        assertEquals(values.get("website"), read.properties().get("website"));
        assertEquals(owner, read.properties().get("user_id"));
        assertEquals("87.0", read.properties().get("x_tandem_score"));
        assertEquals(values.get("x_tandem_why_now"), read.properties().get("x_tandem_why_now"));
        assertEquals(run + ".example", read.properties().get(OdooFields.MATCH));
        assertTrue(Duration.between(read.changedAt(), Instant.now()).abs().compareTo(Duration.ofMinutes(5)) < 0);

        Map<String, String> emptied = new HashMap<>();
        emptied.put("website", null);
        emptied.put("user_id", null);
        emptied.put("x_tandem_grade", null);
        write(RecordKind.COMPANY, new OutgoingRecord(id, first.remoteId(), emptied, null, 3));
        read = read(RecordKind.COMPANY, first.remoteId(), values.keySet());
        assertNull(read.properties().get("website"));
        assertNull(read.properties().get("user_id"));
        assertNull(read.properties().get("x_tandem_grade"));
    }

    @Test
    void changesAreReadFromWhereReadingEnded() throws CrmException {
        String position = readToTheEnd(RecordKind.COMPANY);
        String company = company("Changed there");
        people.call(
                "res.partner", "write", List.of(Long.valueOf(company)), Map.of("vals", Map.of("name", "New " + run)));
        ChangePage page = connector.changes(session(), RecordKind.COMPANY, Set.of("name"), position);
        assertTrue(page.records().stream()
                .anyMatch(record -> record.remoteId().equals(company)
                        && ("New " + run).equals(record.properties().get("name"))));
    }

    @Test
    void peopleTasksAndNotesStandUnderTheirCompany() throws CrmException {
        String company = company("One");
        Map<String, String> ana = new HashMap<>();
        ana.put("email", "ana@" + run + ".example");
        ana.put("function", "COO");
        ana.put("x_tandem_do_not_contact", "true");
        UUID anaId = UUID.randomUUID();
        String person = write(RecordKind.CONTACT, new OutgoingRecord(anaId, null, ana, company, 1))
                .remoteId();
        CrmRecord read = read(
                RecordKind.CONTACT, person, Set.of("name", "email", "function", "phone", "x_tandem_do_not_contact"));
        assertEquals(company, read.companyId());
        assertNull(read.properties().get("name"));
        assertEquals("COO", read.properties().get("function"));
        assertEquals("true", read.properties().get("x_tandem_do_not_contact"));

        Map<String, String> task = Map.of(
                "summary",
                "Talk to them",
                "note",
                "They <want> a pilot\nsoon",
                "date_deadline",
                "2027-03-02T23:30:00Z",
                "user_id",
                owner());
        UUID taskId = UUID.randomUUID();
        String activity = write(RecordKind.TASK, new OutgoingRecord(taskId, null, task, company, 1))
                .remoteId();
        JsonNode held = people.call(
                        "mail.activity",
                        "read",
                        List.of(Long.valueOf(activity)),
                        Map.of("fields", List.of("res_model", "res_id", "date_deadline", "summary", "note")))
                .path(0);
        assertEquals("res.partner", held.path("res_model").asText());
        assertEquals(company, held.path("res_id").asText());
        assertEquals("2027-03-02", held.path("date_deadline").asText());
        assertTrue(held.path("note").asText().contains("&lt;want&gt;"), held.toString());
        assertEquals(
                activity,
                write(
                                RecordKind.TASK,
                                new OutgoingRecord(taskId, activity, Map.of("summary", "Now " + run), company, 2))
                        .remoteId());

        UUID noteId = UUID.randomUUID();
        OutgoingRecord note = new OutgoingRecord(
                noteId,
                null,
                Map.of("body", "A <script>pilot</script> & more", "date", "2026-03-02T09:00:00Z"),
                company,
                1);
        String message = write(RecordKind.NOTE, note).remoteId();
        assertEquals(message, write(RecordKind.NOTE, note).remoteId(), "it is written again where it is");
        held = people.call(
                        "mail.message",
                        "read",
                        List.of(Long.valueOf(message)),
                        Map.of("fields", List.of("model", "res_id", "body", "date", "message_type")))
                .path(0);
        assertEquals("2026-03-02 09:00:00", held.path("date").asText());
        assertTrue(held.path("body").asText().contains("&lt;script&gt;pilot"), held.toString());
        assertEquals(company, held.path("res_id").asText());
        people.call("mail.activity", "action_feedback", List.of(Long.valueOf(activity)), Map.of("feedback", "Done"));
        CrmRecord done = read(RecordKind.TASK, activity, Set.of());
        Completion completion = done.deleted()
                ? connector
                        .completed(session(), Map.of(activity, new LostRecord(taskId, "Now " + run, company)))
                        .get(activity)
                : done.completion();
        assertEquals(ENVIRONMENT.get("TANDEM_ODOO_USER"), completion.by());
        assertTrue(Duration.between(completion.at(), Instant.now()).abs().compareTo(Duration.ofMinutes(5)) < 0);
    }

    @Test
    void commentsOfPeopleAreReadWithTheirCompany() throws CrmException {
        String company = company("Commented");
        String sale = deal(company, Map.of("name", "Pilot " + run)).remoteId();
        for (Map.Entry<String, String> page :
                Map.of("res.partner", company, "crm.lead", sale).entrySet()) {
            people.call(
                    page.getKey(),
                    "message_post",
                    List.of(Long.valueOf(page.getValue())),
                    Map.of("body", "Called " + run, "message_type", "comment"));
        }
        List<CrmRecord> notes = new ArrayList<>();
        String position = null;
        ChangePage page;
        do {
            page = connector.changes(session(), RecordKind.NOTE, Set.of("body", "date"), position);
            position = page.position();
            page.records().stream()
                    .filter(record ->
                            String.valueOf(record.properties().get("body")).contains(run))
                    .forEach(notes::add);
        } while (page.more());
        assertEquals(2, notes.stream().map(CrmRecord::remoteId).distinct().count());
        notes.forEach(record -> assertEquals(company, record.companyId()));
    }

    @Test
    void saleGoesThroughItsStages() throws CrmException {
        List<CrmPipeline> pipelines = connector.pipelines(session());
        CrmPipeline all = pipelines.get(0);
        String open = all.stages().get(0).id();
        String won = all.stages().stream()
                .filter(stage -> stage.won())
                .findFirst()
                .orElseThrow()
                .id();
        String company = company("Buyer");
        Map<String, String> values = new HashMap<>(Map.of(
                "name",
                "Pilot " + run,
                "stage_id",
                open,
                "expected_revenue",
                "1200.50",
                "date_deadline",
                "2027-03-02"));
        values.put("user_id", owner());
        WriteResult made = deal(company, values);
        CrmRecord read = read(RecordKind.DEAL, made.remoteId(), values.keySet());
        assertEquals(company, read.companyId());
        assertEquals(open, read.properties().get("stage_id"));
        assertEquals("1200.5", read.properties().get("expected_revenue"));
        assertEquals("2027-03-02", read.properties().get("date_deadline"));
        assertEquals(owner(), read.properties().get("user_id"));
        for (String stage : List.of(won, OdooFields.LOST, open, OdooFields.LOST, won)) {
            WriteResult moved = write(
                    RecordKind.DEAL,
                    new OutgoingRecord(made.id(), made.remoteId(), Map.of("stage_id", stage), company, 2));
            assertEquals(made.remoteId(), moved.remoteId());
            assertEquals(
                    stage,
                    read(RecordKind.DEAL, made.remoteId(), Set.of("stage_id"))
                            .properties()
                            .get("stage_id"));
        }
        WriteResult nobodys = deal(company, Map.of("name", "Nobody's " + run, "stage_id", open));
        assertNull(read(RecordKind.DEAL, nobodys.remoteId(), Set.of("user_id"))
                .properties()
                .get("user_id"));
        write(
                RecordKind.DEAL,
                new OutgoingRecord(
                        made.id(), made.remoteId(), Map.of("user_id", "nobody@" + run + ".example"), company, 3));
        assertEquals(
                owner(),
                read(RecordKind.DEAL, made.remoteId(), Set.of("user_id"))
                        .properties()
                        .get("user_id"));
    }

    @Test
    void deletedAndMergedAndPutAwayAreToldApart() throws CrmException {
        UUID lost = UUID.randomUUID();
        String loser = write(
                        RecordKind.COMPANY,
                        new OutgoingRecord(
                                lost, null, Map.of("name", "Loser " + run, "website", "l" + run + ".example"), null, 1))
                .remoteId();
        String winner = company("Winner");
        people.call("res.partner", "write", List.of(Long.valueOf(winner)), Map.of("vals", Map.of("active", false)));
        CrmRecord away = read(RecordKind.COMPANY, winner, Set.of("name"));
        assertFalse(away.deleted(), "what was put away is not gone");
        people.call("res.partner", "write", List.of(Long.valueOf(winner)), Map.of("vals", Map.of("active", true)));
        merge(loser, winner);
        assertTrue(read(RecordKind.COMPANY, loser, Set.of("name")).deleted());
        assertEquals(
                Map.of(loser, winner),
                connector.moved(
                        session(),
                        RecordKind.COMPANY,
                        Map.of(loser, new LostRecord(lost, "l" + run + ".example", null))));
        assertEquals(
                winner,
                write(RecordKind.COMPANY, new OutgoingRecord(lost, loser, Map.of("name", "Both " + run), null, 2))
                        .remoteId());
        people.call("res.partner", "unlink", List.of(Long.valueOf(winner)), Map.of());
        assertEquals(
                Outcome.GONE,
                connector
                        .write(
                                session(),
                                RecordKind.COMPANY,
                                List.of(new OutgoingRecord(lost, winner, Map.of("name", "Again"), null, 3)))
                        .get(0)
                        .outcome());
        assertTrue(read(RecordKind.COMPANY, winner, Set.of("name")).deleted());
        assertEquals(
                Map.of(),
                connector.moved(
                        session(),
                        RecordKind.COMPANY,
                        Map.of(winner, new LostRecord(lost, "l" + run + ".example", null))));
    }

    /** By the wizard, as people do; of two companies with nothing on them. */
    private void merge(String loser, String winner) throws CrmException {
        JsonNode wizard = people.call(
                "base.partner.merge.automatic.wizard",
                "create",
                null,
                Map.of(
                        "vals_list",
                        List.of(Map.of(
                                "state", "selection",
                                "partner_ids",
                                        List.of(List.of(6, 0, List.of(Long.valueOf(loser), Long.valueOf(winner)))),
                                "dst_partner_id", Long.valueOf(winner)))));
        people.call(
                "base.partner.merge.automatic.wizard",
                "action_merge",
                List.of(wizard.path(0).asLong()),
                Map.of());
    }

    @Test
    void rowsThatOdooObjectsToDoNotHoldUpTheOthers() throws CrmException {
        List<OutgoingRecord> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String name = i % 10 == 3 ? "No\u0000good " + run : "Company " + i + " " + run;
            records.add(new OutgoingRecord(UUID.randomUUID(), null, Map.of("name", name), null, 1));
        }
        records.add(new OutgoingRecord(UUID.randomUUID(), "999999999", Map.of("name", "Nowhere " + run), null, 1));
        records.add(new OutgoingRecord(
                UUID.randomUUID(),
                null,
                Map.of("name", "x".repeat(100_000), "x_tandem_why_now", "é".repeat(100_000)),
                null,
                1));
        List<WriteResult> results = connector.write(session(), RecordKind.COMPANY, records);
        results.forEach(this::note);
        Map<Outcome, Long> outcomes = new HashMap<>();
        results.forEach(result -> outcomes.merge(result.outcome(), 1L, Long::sum));
        assertEquals(records.size(), results.size());
        assertEquals(Map.of(Outcome.WRITTEN, 28L, Outcome.REFUSED, 3L, Outcome.GONE, 1L), outcomes);
    }

    @Test
    void fieldThatOdooDoesNotHaveIsNoRecordsFault() {
        OutgoingRecord company =
                new OutgoingRecord(UUID.randomUUID(), null, Map.of("name", "X", "x_tandem_no_such", "1"), null, 1);
        for (Executable call : List.<Executable>of(
                () -> connector.write(session(), RecordKind.COMPANY, List.of(company)),
                () -> connector.changes(session(), RecordKind.COMPANY, Set.of("x_tandem_no_such"), null))) {
            CrmException denied = assertThrows(CrmException.class, call);
            assertEquals(CrmException.Kind.DENIED, denied.kind());
            assertTrue(denied.getMessage().contains("x_tandem_no_such"), denied.getMessage());
        }
    }

    @Test
    void erasedPersonIsGoneOrEmptied() throws CrmException {
        String company = company("Of Ana");
        String ana = write(
                        RecordKind.CONTACT,
                        new OutgoingRecord(
                                UUID.randomUUID(),
                                null,
                                Map.of("name", "Ana", "email", "a@" + run + ".example"),
                                company,
                                1))
                .remoteId();
        connector.erase(session(), RecordKind.CONTACT, ana);
        connector.erase(session(), RecordKind.CONTACT, ana);
        assertTrue(read(RecordKind.CONTACT, ana, Set.of("name")).deleted());
    }

    @Test
    void twoOfOneEmailAndWhoHasNoCompanyAreRead() throws CrmException {
        String email = "twin@" + run + ".example";
        for (int i = 0; i < 2; i++) {
            JsonNode id = people.call(
                    "res.partner",
                    "create",
                    null,
                    Map.of("vals_list", List.of(Map.of("name", "Twin " + i, "email", "Twin <" + email + ">"))));
            made.computeIfAbsent("res.partner", unseen -> new ArrayList<>())
                    .add(id.path(0).asLong());
        }
        ChangePage page;
        List<CrmRecord> twins = new ArrayList<>();
        String position = null;
        do {
            page = connector.changes(session(), RecordKind.CONTACT, Set.of("name", "email"), position);
            position = page.position();
            page.records().stream()
                    .filter(record -> email.equals(record.properties().get(OdooFields.MATCH)))
                    .forEach(twins::add);
        } while (page.more());
        assertEquals(2, twins.stream().map(CrmRecord::remoteId).distinct().count());
        twins.forEach(twin -> assertNull(twin.companyId()));
        assertNotEquals(
                null,
                connector.moved(
                        session(),
                        RecordKind.CONTACT,
                        Map.of("999999999", new LostRecord(UUID.randomUUID(), email, null))));
    }

    private String company(String name) throws CrmException {
        return write(
                        RecordKind.COMPANY,
                        new OutgoingRecord(UUID.randomUUID(), null, Map.of("name", name + " " + run), null, 1))
                .remoteId();
    }

    private WriteResult deal(String company, Map<String, String> values) throws CrmException {
        return write(RecordKind.DEAL, new OutgoingRecord(UUID.randomUUID(), null, values, company, 1));
    }

    private String owner() throws CrmException {
        return OdooUsers.read(people).ids().keySet().stream()
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private String readToTheEnd(RecordKind kind) throws CrmException {
        String position = null;
        ChangePage page;
        do {
            page = connector.changes(session(), kind, Set.of("name"), position);
            position = page.position();
        } while (page.more());
        return position;
    }

    private CrmRecord read(RecordKind kind, String remoteId, Set<String> properties) throws CrmException {
        return connector.read(session(), kind, properties, List.of(remoteId)).get(0);
    }

    private WriteResult write(RecordKind kind, OutgoingRecord record) throws CrmException {
        WriteResult result = connector.write(session(), kind, List.of(record)).get(0);
        assertEquals(Outcome.WRITTEN, result.outcome(), result.words());
        if (result.remoteId() != null) {
            made.computeIfAbsent(OdooFields.model(kind), unseen -> new ArrayList<>())
                    .add(Long.valueOf(result.remoteId()));
        }
        return result;
    }

    private void note(WriteResult result) {
        if (result.remoteId() != null) {
            made.computeIfAbsent("res.partner", unseen -> new ArrayList<>()).add(Long.valueOf(result.remoteId()));
        }
    }

    private CrmSession session() {
        return session(Map.of());
    }

    private CrmSession session(Map<String, String> otherwise) {
        Map<String, String> credentials = new HashMap<>(Map.of(
                "database", ENVIRONMENT.getOrDefault("TANDEM_ODOO_DATABASE", ""),
                "user", ENVIRONMENT.getOrDefault("TANDEM_ODOO_USER", ""),
                "apiKey", ENVIRONMENT.getOrDefault("TANDEM_ODOO_KEY", "")));
        credentials.putAll(otherwise);
        return CALLS.session(
                otherwise.isEmpty() ? connection : UUID.randomUUID(),
                URI.create(ENVIRONMENT.get("TANDEM_ODOO_URL")),
                credentials,
                Duration.ofMinutes(2));
    }
}
