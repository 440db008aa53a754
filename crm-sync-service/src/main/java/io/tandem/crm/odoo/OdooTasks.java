package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.Json;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.domain.RecordKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Activities of ours. Odoo deletes what is done, or, from 18 on as its type says, puts it away; in any case it writes a
 * message under the partner, which names the activity by its summary. What was called off has none.
 */
final class OdooTasks {
    private static final String MODEL = "mail.activity";
    private static final String SUMMARY = "summary";
    private static final int DAYS_BACK = 30;

    private final OdooApi api;

    OdooTasks(OdooApi api) {
        this.api = api;
    }

    List<CrmRecord> read(List<String> remoteIds) throws CrmException {
        JsonNode rows = api.call(
                MODEL,
                "search_read",
                null,
                Map.of(
                        "domain",
                        List.of(List.of(
                                "id",
                                "in",
                                remoteIds.stream().map(Long::valueOf).toList())),
                        "fields",
                        List.of("state", SUMMARY, "res_id", "write_date"),
                        "context",
                        OdooFields.context(true)));
        Map<String, LostRecord> putAway = new HashMap<>();
        Map<String, CrmRecord> tasks = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            String id = row.path("id").asText();
            tasks.put(
                    id,
                    CrmRecord.task(
                            id, null, OdooReading.instant(row.path("write_date").asText()), null));
            if (row.path("state").asText().equals("done")) {
                putAway.put(
                        id,
                        new LostRecord(
                                null,
                                Json.text(row, SUMMARY),
                                row.path("res_id").asText()));
            }
        }
        // What was put away is done, also where no message says by whom.
        putAway.keySet()
                .forEach(id ->
                        tasks.computeIfPresent(id, (same, task) -> task.done(new Completion(null, task.changedAt()))));
        completed(putAway)
                .forEach((id, completion) -> tasks.computeIfPresent(id, (same, task) -> task.done(completion)));
        return OdooReading.withGone(api, MODEL, remoteIds, tasks.values());
    }

    /** What the newest message that names an activity under its partner says of it. */
    Map<String, Completion> completed(Map<String, LostRecord> lost) throws CrmException {
        Set<Long> partners = new HashSet<>();
        lost.values().stream()
                .map(LostRecord::companyId)
                .filter(id -> id != null)
                .forEach(id -> partners.add(Long.valueOf(id)));
        Map<String, Completion> completed = new HashMap<>();
        if (!partners.isEmpty()) {
            JsonNode messages = messages(partners);
            lost.forEach((id, activity) -> StreamSupport.stream(messages.spliterator(), false)
                    .filter(message -> isOf(message, activity))
                    .findFirst()
                    .ifPresent(message -> completed.put(id, completion(message))));
        }
        return completed;
    }

    private JsonNode messages(Collection<Long> partners) throws CrmException {
        List<List<Object>> domain = List.of(
                List.of("model", "=", OdooFields.model(RecordKind.COMPANY)),
                List.of("res_id", "in", List.copyOf(partners)),
                List.of("mail_activity_type_id", "!=", false),
                List.of("date", ">=", OdooReading.odoo(Instant.now().minus(DAYS_BACK, ChronoUnit.DAYS))));
        return api.call(
                OdooFields.model(RecordKind.NOTE),
                "search_read",
                null,
                Map.of(
                        "domain",
                        domain,
                        "fields",
                        List.of("res_id", "date", "email_from", "body"),
                        "order",
                        "date desc, id desc"));
    }

    private static boolean isOf(JsonNode message, LostRecord activity) {
        String text = StringEscapeUtils.unescapeHtml4(message.path("body").asText());
        return activity.name() != null
                && message.path("res_id").asText().equals(activity.companyId())
                && text.contains(activity.name());
    }

    private static Completion completion(JsonNode message) {
        String from = message.path("email_from").isTextual()
                ? OdooFields.address(message.path("email_from").asText())
                : null;
        return new Completion(from, OdooReading.instant(message.path("date").asText()));
    }
}
