package io.tandem.crm.salesforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.CrmStage;
import io.tandem.crm.domain.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SalesforceReadingTest extends SalesforceCalls {
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
}
