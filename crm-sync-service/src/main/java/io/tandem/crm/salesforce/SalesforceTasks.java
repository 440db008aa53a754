package io.tandem.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tasks of ours: only whether they are still there, and done. Notes of ours are tasks as well, and met as strangers. */
final class SalesforceTasks {
    private static final int DAYS_BACK = 30;
    private static final String SELECT =
            "SELECT Id,IsDeleted,IsClosed,SystemModstamp,CompletedDateTime,LastModifiedById," + SalesforceFields.OWNER
                    + "," + SalesforceFields.TANDEM_ID + " FROM Task";
    private static final String DONE = SalesforceFields.TANDEM_ID + " != null AND IsClosed = true";

    private final SalesforceApi api;
    private final SalesforceUsers users;

    SalesforceTasks(SalesforceApi api, SalesforceUsers users) {
        this.api = api;
        this.users = users;
    }

    ChangePage after(String position) throws CrmException {
        String from = position == null ? Instant.now().minus(DAYS_BACK, ChronoUnit.DAYS) + "/" : position;
        SalesforceReading.Rows done = SalesforceReading.changed(api, SELECT, DONE, from);
        return new ChangePage(done.rows().stream().map(this::task).toList(), done.next(), done.more());
    }

    List<CrmRecord> read(List<String> remoteIds) throws CrmException {
        List<CrmRecord> records = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (JsonNode row : api.query(SELECT + SalesforceReading.among(remoteIds))) {
            records.add(task(row));
            met.add(row.path("Id").asText());
        }
        remoteIds.stream()
                .filter(id -> !met.contains(id))
                .forEach(id -> records.add(CrmRecord.deleted(id, Instant.now())));
        return records;
    }

    private CrmRecord task(JsonNode row) {
        Instant changed = SalesforceReading.instant(row, "SystemModstamp");
        String id = row.path("Id").asText();
        if (row.path("IsDeleted").asBoolean()) {
            return CrmRecord.deleted(id, changed);
        }
        Instant done = SalesforceReading.instant(row, "CompletedDateTime");
        return CrmRecord.task(
                id,
                SalesforceReading.id(Json.text(row, SalesforceFields.TANDEM_ID)),
                changed,
                row.path("IsClosed").asBoolean() ? new Completion(by(row), done == null ? changed : done) : null);
    }

    /** Who changed it last, unless that was we. */
    private String by(JsonNode row) {
        String changer = users.emails().get(Json.text(row, "LastModifiedById"));
        return changer == null ? users.emails().get(Json.text(row, SalesforceFields.OWNER)) : changer;
    }
}
