package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.Json;
import io.tandem.crm.domain.LookBack;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.web.outbound.OutboundAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Reads records of one kind: all of them by the list, which knows no end, and changes by the search, which is begun anew
 * with each page where the last one ended. The search may not know yet what was changed a moment ago, so it looks back a little.
 */
final class HubSpotReading {
    private static final int PAGE = 100;
    private static final int SEARCH = 200;
    private static final int SEARCH_END = 9_800;
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);
    private static final String STATUS = "hs_task_status";
    private static final String COMPLETED = "COMPLETED";
    private static final String COMPLETED_AT = "hs_task_completion_date";
    /** What is read of tasks, which are ours; their words are not read back. */
    private static final Set<String> TASK = Set.of(STATUS, COMPLETED_AT, HubSpotFields.OWNER);

    private static final long NOTES_BACK_MILLIS = 30L * 24 * 3_600_000;

    private final HubSpotApi api;
    private final HubSpotOwners.Directory owners;
    private final String currency;
    private final RecordKind kind;
    private final Set<String> properties;

    /** @param currency of what says nothing of it; null if it is not asked for */
    HubSpotReading(
            HubSpotApi api, HubSpotOwners.Directory owners, String currency, RecordKind kind, Set<String> properties) {
        this.api = api;
        this.owners = owners;
        this.currency = currency;
        this.kind = kind;
        this.properties = new TreeSet<>(kind == RecordKind.TASK ? TASK : properties);
        this.properties.add(HubSpotFields.TANDEM_ID);
        if (isMerged()) {
            this.properties.add(HubSpotFields.MERGED_IDS);
        }
        HubSpotFields.company(kind).ifPresent(this.properties::add);
    }

    /** Where a search goes on: since when, after which result of it, and the newest that was met; 0 if none was. */
    private record Position(long since, int after, long newest) {
        static Position parse(String text) {
            String[] parts = text.split("/");
            return new Position(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        }

        static Position since(long millis) {
            return new Position(millis, 0, 0);
        }

        /** Where all is read for now. */
        static Position rest(long newest) {
            Instant next = LookBack.from(Instant.ofEpochMilli(newest), LOOK_BACK, Duration.ofMillis(1), Instant.now());
            return since(next.toEpochMilli());
        }

        /**
         * What is changed while it is paged moves to the end: counted from the beginning, others would be passed over.
         * Only among those of one moment is counted, and what is beyond the end of a search there cannot be asked for.
         */
        Position behind(long end, int next) {
            long newestYet = Math.max(newest, end);
            if (end > since) {
                return new Position(end, 0, newestYet);
            }
            return next < SEARCH_END ? new Position(since, next, newestYet) : new Position(since + 1, 0, newestYet);
        }

        @Override
        public String toString() {
            return since + "/" + after + "/" + newest;
        }
    }

    private record Found(List<CrmRecord> records, Position next, boolean more) {}

    ChangePage after(String position) throws CrmException {
        if (kind == RecordKind.NOTE) {
            return notesAndMeetings(position);
        }
        String type = HubSpotFields.type(kind);
        if (kind == RecordKind.TASK) {
            Position from = position == null
                    ? Position.since(System.currentTimeMillis() - NOTES_BACK_MILLIS)
                    : Position.parse(position);
            Found done = searched(type, "", from);
            return new ChangePage(done.records(), done.next().toString(), done.more());
        }
        if (position == null) {
            return listed(type, "", System.currentTimeMillis() - LOOK_BACK.toMillis());
        }
        if (position.startsWith("list/")) {
            String[] parts = position.split("/", 3);
            return listed(type, parts[2], Long.parseLong(parts[1]));
        }
        Found found = searched(type, "", Position.parse(position));
        return new ChangePage(found.records(), found.next().toString(), found.more());
    }

    private ChangePage listed(String type, String after, long begun) throws CrmException {
        JsonNode page = api.get("/crm/v3/objects/" + type + "?limit=" + PAGE + "&archived=false&properties="
                + HubSpotApi.encoded(String.join(",", properties))
                + (after.isEmpty() ? "" : "&after=" + HubSpotApi.encoded(after)));
        String next = Json.text(page.path("paging").path("next"), "after");
        return new ChangePage(
                records(page.path("results"), ""),
                next == null ? Position.since(begun).toString() : "list/" + begun + "/" + next,
                next != null);
    }

    private ChangePage notesAndMeetings(String position) throws CrmException {
        Position first = Position.since(System.currentTimeMillis() - NOTES_BACK_MILLIS);
        String[] both = position == null ? null : position.split(" ");
        Found notes = searched("notes", HubSpotConnector.NOTE_ID, both == null ? first : Position.parse(both[0]));
        Found meetings =
                searched("meetings", HubSpotConnector.MEETING_ID, both == null ? first : Position.parse(both[1]));
        List<CrmRecord> records = new ArrayList<>(withCompany("notes", notes.records()));
        records.addAll(withCompany("meetings", meetings.records()));
        return new ChangePage(records, notes.next() + " " + meetings.next(), notes.more() || meetings.more());
    }

    private Found searched(String type, String prefix, Position position) throws CrmException {
        String modified = HubSpotFields.modified(type);
        Map<String, Object> search = new HashMap<>();
        List<Map<String, String>> filters = new ArrayList<>();
        filters.add(Map.of("propertyName", modified, "operator", "GTE", "value", Long.toString(position.since())));
        if (kind == RecordKind.TASK) {
            filters.add(Map.of("propertyName", HubSpotFields.TANDEM_ID, "operator", "HAS_PROPERTY"));
            filters.add(Map.of("propertyName", STATUS, "operator", "EQ", "value", COMPLETED));
        }
        search.put("filterGroups", List.of(Map.of("filters", filters)));
        search.put("sorts", List.of(modified));
        Set<String> wanted = new TreeSet<>(asked(type));
        wanted.add(modified);
        search.put("properties", wanted);
        search.put("limit", SEARCH);
        search.put("after", Integer.toString(position.after()));
        JsonNode page = api.post("/crm/v3/objects/" + type + "/search", search);
        List<CrmRecord> records = records(page.path("results"), prefix);
        long end = 0;
        for (JsonNode result : page.path("results")) {
            Instant at = instant(result.path("properties")
                    .path(modified)
                    .asText(result.path("updatedAt").asText()));
            end = at == null ? end : Math.max(end, at.toEpochMilli());
        }
        String next = Json.text(page.path("paging").path("next"), "after");
        if (next == null) {
            long newest = Math.max(position.newest(), end);
            return new Found(records, newest == 0 ? Position.since(position.since()) : Position.rest(newest), false);
        }
        return new Found(records, position.behind(end, Integer.parseInt(next)), true);
    }

    private Set<String> asked(String type) {
        return type.equals("meetings") ? Set.of("hs_meeting_title", "hs_meeting_body", "hs_timestamp") : properties;
    }

    List<CrmRecord> read(List<String> remoteIds) throws CrmException {
        if (kind != RecordKind.NOTE) {
            return read(HubSpotFields.type(kind), "", remoteIds);
        }
        List<CrmRecord> records = new ArrayList<>();
        for (String type : List.of("notes", "meetings")) {
            String prefix = type.equals("notes") ? HubSpotConnector.NOTE_ID : HubSpotConnector.MEETING_ID;
            List<String> ids =
                    remoteIds.stream().filter(id -> id.startsWith(prefix)).toList();
            if (!ids.isEmpty()) {
                records.addAll(withCompany(type, read(type, prefix, ids)));
            }
        }
        return records;
    }

    private List<CrmRecord> read(String type, String prefix, List<String> remoteIds) throws CrmException {
        JsonNode body = batch(type, "", remoteIds);
        List<CrmRecord> records = new ArrayList<>(records(body.path("results"), prefix));
        Set<String> met = new HashSet<>();
        records.forEach(record -> {
            met.add(record.remoteId());
            met.addAll(record.mergedIds());
        });
        List<String> gone = remoteIds.stream().filter(id -> !met.contains(id)).toList();
        gone.forEach(id -> records.add(CrmRecord.deleted(id, Instant.now())));
        if (!gone.isEmpty() && isMerged()) {
            records.addAll(archived(type, gone));
        }
        return records;
    }

    /** What was merged into records before they were deleted went with them, and nothing else tells of it. */
    private List<CrmRecord> archived(String type, List<String> gone) throws CrmException {
        return records(batch(type, "?archived=true", gone).path("results"), "").stream()
                .filter(CrmRecord::deleted)
                .toList();
    }

    private JsonNode batch(String type, String query, List<String> remoteIds) throws CrmException {
        JsonNode body = api.post(
                "/crm/v3/objects/" + type + "/batch/read" + query,
                Map.of(
                        "inputs",
                        remoteIds.stream()
                                .map(id -> Map.of("id", HubSpotConnector.bare(id)))
                                .toList(),
                        "properties",
                        asked(type),
                        "propertiesWithHistory",
                        List.of()));
        if (!body.path("results").isArray()) {
            throw CrmException.unknown("HubSpot's answer does not say which records there are", null);
        }
        for (JsonNode error : body.path("errors")) {
            if (HubSpotBatch.LATER.contains(error.path("category").asText())) {
                throw CrmException.unknown(error.path("message").asText(), null);
            }
        }
        return body;
    }

    private List<CrmRecord> records(JsonNode results, String prefix) {
        List<CrmRecord> records = new ArrayList<>();
        for (JsonNode result : results) {
            JsonNode values = result.path("properties");
            Map<String, String> read = new HashMap<>();
            for (String property : asked(prefix.equals(HubSpotConnector.MEETING_ID) ? "meetings" : "")) {
                String value = Json.text(values, property);
                read.put(
                        property,
                        property.equals(HubSpotFields.OWNER) && value != null
                                ? owners.emails().get(value)
                                : property.equals(HubSpotFields.CURRENCY) && value == null ? currency : value);
            }
            if (kind == RecordKind.TASK) {
                records.add(task(result, read));
                continue;
            }
            if (prefix.equals(HubSpotConnector.MEETING_ID)) {
                read.put(HubSpotFields.NOTE_BODY, meeting(values));
            }
            records.add(new CrmRecord(
                    prefix + result.path("id").asText(),
                    id(Json.text(values, HubSpotFields.TANDEM_ID)),
                    read,
                    HubSpotFields.company(kind).map(read::get).orElse(null),
                    merged(Json.text(values, HubSpotFields.MERGED_IDS)),
                    instant(Json.text(result, "updatedAt")),
                    result.path("archived").asBoolean(),
                    instant(Json.text(result, "createdAt"))));
        }
        return records;
    }

    private boolean isMerged() {
        return kind != RecordKind.NOTE && kind != RecordKind.TASK;
    }

    private static CrmRecord task(JsonNode result, Map<String, String> read) {
        Instant changed = instant(Json.text(result, "updatedAt"));
        Instant done = instant(read.get(COMPLETED_AT));
        return CrmRecord.task(
                result.path("id").asText(),
                id(read.get(HubSpotFields.TANDEM_ID)),
                changed,
                COMPLETED.equals(read.get(STATUS))
                        ? new Completion(read.get(HubSpotFields.OWNER), done == null ? changed : done)
                        : null);
    }

    private static String meeting(JsonNode values) {
        String title = Json.text(values, "hs_meeting_title");
        String body = Json.text(values, "hs_meeting_body");
        return (title == null ? "" : title) + (body == null || body.isBlank() ? "" : "\n" + body);
    }

    /** Whose notes these are; the search does not say. */
    private List<CrmRecord> withCompany(String type, List<CrmRecord> records) throws CrmException {
        List<CrmRecord> alive = records.stream()
                .filter(record -> !record.deleted() && record.id() == null)
                .toList();
        if (alive.isEmpty()) {
            return records;
        }
        OutboundAnswer answer = api.postRaw(
                "/crm/v4/associations/" + type + "/companies/batch/read",
                Map.of(
                        "inputs",
                        alive.stream()
                                .map(record -> Map.of("id", HubSpotConnector.bare(record.remoteId())))
                                .toList()));
        if (!answer.isSuccess()) {
            throw CrmException.refused(HubSpotApi.words(answer));
        }
        Map<String, String> companies = new HashMap<>();
        for (JsonNode result : Json.read(answer).path("results")) {
            companies.put(
                    result.path("from").path("id").asText(),
                    Json.text(result.path("to").path(0), "toObjectId"));
        }
        return records.stream()
                .map(record -> record.under(companies.get(HubSpotConnector.bare(record.remoteId()))))
                .toList();
    }

    private static List<String> merged(String ids) {
        return ids == null || ids.isBlank()
                ? List.of()
                : Arrays.stream(ids.split(";")).map(String::strip).toList();
    }

    private static UUID id(String text) {
        try {
            return text == null || text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    static Instant instant(String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
