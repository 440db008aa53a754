package io.tandem.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What people did, as Salesforce has it: events are meetings, tasks that are done are calls or notes. They belong to the
 * account that Salesforce works out of whatever they are related to. What we wrote ourselves is never read back: a task
 * knows the day of what we know to the second.
 */
final class SalesforceActivities {
    static final String MEETING_ID = "meeting:";
    static final String CALL_ID = "call:";

    private static final int DAYS_BACK = 30;
    private static final String COMMON = "SELECT Id,IsDeleted,SystemModstamp,CreatedDate,AccountId,Subject,Description,"
            + SalesforceFields.TANDEM_ID;
    private static final String EVENTS = COMMON + ",StartDateTime FROM Event";
    private static final String TASKS = COMMON + ",ActivityDate,CompletedDateTime,TaskSubtype FROM Task";
    private static final String NOT_OURS = SalesforceFields.TANDEM_ID + " = null AND IsRecurrence = false";
    /** Each who is invited has the event once more, as a child of the first; what is marked as private stays there. */
    private static final String ONCE = NOT_OURS + " AND IsChild = false AND IsPrivate = false";

    private static final String DONE = NOT_OURS + " AND IsClosed = true";
    /** Mails and parts of a cadence are tasks, too. */
    private static final Set<String> TAKEN = Set.of("Task", "Call");

    private final SalesforceApi api;

    SalesforceActivities(SalesforceApi api) {
        this.api = api;
    }

    ChangePage after(String position) throws CrmException {
        String begin = Instant.now().minus(DAYS_BACK, ChronoUnit.DAYS) + "/";
        String[] both = position == null ? new String[] {begin, begin} : position.split(" ");
        SalesforceReading.Rows events = SalesforceReading.changed(api, EVENTS, ONCE, both[0]);
        SalesforceReading.Rows tasks = SalesforceReading.changed(api, TASKS, DONE, both[1]);
        List<CrmRecord> records = new ArrayList<>();
        events.rows().forEach(row -> records.add(event(row)));
        tasks.rows().stream()
                .filter(row -> TAKEN.contains(row.path("TaskSubtype").asText("Task")))
                .forEach(row -> records.add(task(row)));
        return new ChangePage(records, events.next() + " " + tasks.next(), events.more() || tasks.more());
    }

    List<CrmRecord> read(List<String> remoteIds) throws CrmException {
        List<String> events =
                remoteIds.stream().filter(id -> id.startsWith(MEETING_ID)).toList();
        List<String> tasks =
                remoteIds.stream().filter(id -> !id.startsWith(MEETING_ID)).toList();
        List<CrmRecord> records = new ArrayList<>();
        if (!events.isEmpty()) {
            for (JsonNode row : api.query(EVENTS + SalesforceReading.among(bare(events)))) {
                records.add(event(row));
            }
        }
        if (!tasks.isEmpty()) {
            for (JsonNode row : api.query(TASKS + SalesforceReading.among(bare(tasks)))) {
                records.add(task(row));
            }
        }
        Set<String> met = new HashSet<>();
        records.forEach(record -> met.add(record.remoteId()));
        remoteIds.stream()
                .filter(id -> !met.contains(id))
                .forEach(id -> records.add(CrmRecord.deleted(id, Instant.now())));
        return records;
    }

    private static List<String> bare(List<String> ids) {
        return ids.stream().map(id -> id.substring(id.indexOf(':') + 1)).toList();
    }

    private static CrmRecord event(JsonNode row) {
        return record(MEETING_ID, row, SalesforceReading.instant(row, "StartDateTime"));
    }

    private static CrmRecord task(JsonNode row) {
        Instant done = SalesforceReading.instant(row, "CompletedDateTime");
        String day = Json.text(row, "ActivityDate");
        return record(
                "Call".equals(Json.text(row, "TaskSubtype")) ? CALL_ID : "",
                row,
                done == null && day != null ? Instant.parse(day + "T00:00:00Z") : done);
    }

    private static CrmRecord record(String prefix, JsonNode row, Instant at) {
        UUID ours = SalesforceReading.id(Json.text(row, SalesforceFields.TANDEM_ID));
        Instant changed = SalesforceReading.instant(row, "SystemModstamp");
        Map<String, String> said = new HashMap<>();
        if (ours == null) {
            said.put(SalesforceFields.BODY, text(row));
            said.put(SalesforceFields.DAY, (at == null ? changed : at).toString());
        }
        return new CrmRecord(
                prefix + row.path("Id").asText(),
                ours,
                said,
                Json.text(row, "AccountId"),
                List.of(),
                changed,
                row.path("IsDeleted").asBoolean(),
                SalesforceReading.instant(row, "CreatedDate"));
    }

    private static String text(JsonNode row) {
        String subject = Json.text(row, "Subject");
        String description = Json.text(row, "Description");
        return (subject == null ? "" : subject)
                + (description == null || description.isBlank() ? "" : "\n" + description);
    }
}
