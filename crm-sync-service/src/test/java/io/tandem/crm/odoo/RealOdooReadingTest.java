package io.tandem.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult.Outcome;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What an Odoo that really runs says: what changed, was merged, deleted or done. */
@EnabledIfEnvironmentVariable(named = "TANDEM_ODOO_URL", matches = ".+")
class RealOdooReadingTest extends RealOdooCalls {
    @Test
    void changesAreReadFromWhereReadingEnded() throws CrmException {
        String position = all(RecordKind.COMPANY, Set.of("name"), record -> {});
        String company = company("Changed there");
        people.call(
                "res.partner", "write", List.of(Long.valueOf(company)), Map.of("vals", Map.of("name", "New " + run)));
        ChangePage page = connector.changes(session(), RecordKind.COMPANY, Set.of("name"), position);
        assertTrue(page.records().stream()
                .anyMatch(record -> record.remoteId().equals(company)
                        && ("New " + run).equals(record.properties().get("name"))));
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
        all(RecordKind.NOTE, Set.of("body", "date"), record -> {
            if (String.valueOf(record.properties().get("body")).contains(run)) {
                notes.add(record);
            }
        });
        assertEquals(2, notes.stream().map(CrmRecord::remoteId).distinct().count());
        notes.forEach(record -> assertEquals(company, record.companyId()));
    }

    @Test
    void taskThatWasDoneIsKnownByWhomAndWhen() throws CrmException {
        String company = company("Called");
        UUID taskId = UUID.randomUUID();
        String activity = write(
                        RecordKind.TASK,
                        new OutgoingRecord(
                                taskId,
                                null,
                                Map.of("summary", "Now " + run, "date_deadline", "2027-03-02T23:30:00Z"),
                                company,
                                1))
                .remoteId();
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
    void twoOfOneEmailAndWhoHasNoCompanyAreRead() throws CrmException {
        String email = "twin@" + run + ".example";
        for (int i = 0; i < 2; i++) {
            JsonNode id = people.call(
                    "res.partner",
                    "create",
                    null,
                    Map.of("vals_list", List.of(Map.of("name", "Twin " + i, "email", "Twin <" + email + ">"))));
            made(RecordKind.CONTACT, id.path(0).asText());
        }
        List<CrmRecord> twins = new ArrayList<>();
        all(RecordKind.CONTACT, Set.of("name", "email"), record -> {
            if (email.equals(record.properties().get(OdooFields.MATCH))) {
                twins.add(record);
            }
        });
        assertEquals(2, twins.stream().map(CrmRecord::remoteId).distinct().count());
        twins.forEach(twin -> assertNull(twin.companyId()));
        assertEquals(
                Map.of(),
                connector.moved(
                        session(),
                        RecordKind.CONTACT,
                        Map.of("999999999", new LostRecord(UUID.randomUUID(), email, null))));
    }

    /** @return where reading ended */
    private String all(RecordKind kind, Set<String> properties, Consumer<CrmRecord> each) throws CrmException {
        String position = null;
        ChangePage page;
        do {
            page = connector.changes(session(), kind, properties, position);
            position = page.position();
            page.records().forEach(each);
        } while (page.more());
        return position;
    }
}
