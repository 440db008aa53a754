package io.tandem.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.connector.WriteResult.Outcome;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.function.Executable;

/** What is written to an Odoo that really runs. */
@EnabledIfEnvironmentVariable(named = "TANDEM_ODOO_URL", matches = ".+")
class RealOdooTest extends RealOdooCalls {
    @Test
    void signsInAndSaysWhatIsWrongWithTheCredentials() throws CrmException {
        assertTrue(connector.test(session()).startsWith("Odoo "));
        for (Map<String, String> wrong : List.of(
                Map.of("apiKey", "wrong"), Map.of("database", "no-such-" + run), Map.of("user", "nobody-" + run))) {
            if (wrong.containsKey("user") && OdooApi.signIn(session()).knowsJson2()) {
                // The newer way knows by the key who we are.
                continue;
            }
            CrmException denied = assertThrows(CrmException.class, () -> connector.test(session(wrong)));
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
        results.forEach(result -> made(RecordKind.COMPANY, result.remoteId()));
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
        assertTrue(connector.erase(session(), RecordKind.CONTACT, ana));
        assertFalse(connector.erase(session(), RecordKind.CONTACT, ana));
        assertTrue(read(RecordKind.CONTACT, ana, Set.of("name")).deleted());
    }
}
