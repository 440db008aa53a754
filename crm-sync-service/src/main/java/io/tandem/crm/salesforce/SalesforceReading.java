package io.tandem.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.Json;
import io.tandem.crm.domain.LookBack;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Reads records in the order of their changes, deleted ones and those that were merged away included. */
final class SalesforceReading {
    private static final int PAGE = 500;
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);
    private static final DateTimeFormatter SOQL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    /** {@code 2026-03-02T09:00:00.000+0000} */
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    private final SalesforceApi api;
    private final SalesforceUsers users;
    private final RecordKind kind;
    private final String object;
    private final Set<String> properties;

    SalesforceReading(SalesforceApi api, SalesforceUsers users, RecordKind kind, Set<String> properties) {
        this.api = api;
        this.users = users;
        this.kind = kind;
        this.object = SalesforceFields.object(kind);
        this.properties = new TreeSet<>(properties);
    }

    ChangePage after(String position) throws CrmException {
        Rows changed = changed(api, select(), null, position == null ? Instant.EPOCH + "/" : position);
        return new ChangePage(records(changed.rows()), changed.next(), changed.more());
    }

    /** Rows in the order of their changes, and where to go on. */
    record Rows(List<JsonNode> rows, String next, boolean more) {}

    /**
     * Reads what changed after a position: since when, and after which id of that moment.
     *
     * @param only a condition, or null
     */
    static Rows changed(SalesforceApi api, String select, String only, String position) throws CrmException {
        Instant since = Instant.parse(position.split("/")[0]);
        String last = position.split("/", 2)[1];
        String at = SOQL.format(since.atOffset(ZoneOffset.UTC));
        List<JsonNode> rows = api.query(select + " WHERE " + (only == null ? "" : only + " AND ")
                + "(SystemModstamp > " + at
                + (last.isEmpty() ? "" : " OR (SystemModstamp = " + at + " AND Id > '" + last + "')")
                + ") ORDER BY SystemModstamp ASC, Id ASC LIMIT " + PAGE);
        if (rows.size() == PAGE) {
            JsonNode end = rows.get(rows.size() - 1);
            return new Rows(
                    rows, instant(end, "SystemModstamp") + "/" + end.path("Id").asText(), true);
        }
        Instant newest = rows.isEmpty()
                ? since
                : LookBack.from(
                        instant(rows.get(rows.size() - 1), "SystemModstamp"), LOOK_BACK, Duration.ZERO, Instant.now());
        return new Rows(rows, newest + "/", false);
    }

    List<CrmRecord> read(List<String> remoteIds) throws CrmException {
        List<CrmRecord> records = new ArrayList<>(records(api.query(select() + among(remoteIds))));
        Set<String> met = new HashSet<>();
        records.forEach(record -> {
            met.add(record.remoteId());
            met.addAll(record.mergedIds());
        });
        remoteIds.stream()
                .filter(id -> !met.contains(id))
                .forEach(id -> records.add(CrmRecord.deleted(id, Instant.now())));
        return records;
    }

    static String among(Iterable<String> ids) {
        List<String> quoted = new ArrayList<>();
        ids.forEach(id -> quoted.add("'" + id.replaceAll("[^A-Za-z0-9]", "") + "'"));
        return " WHERE Id IN (" + String.join(",", quoted) + ")";
    }

    private String select() {
        Set<String> fields = new TreeSet<>(properties);
        fields.addAll(List.of("Id", "IsDeleted", "SystemModstamp", "CreatedDate", SalesforceFields.TANDEM_ID));
        if (kind == RecordKind.CONTACT) {
            fields.add(SalesforceFields.EMAIL);
        }
        if (kind != RecordKind.COMPANY) {
            fields.add(SalesforceFields.companyLink(kind));
        }
        if (canBeMerged()) {
            fields.add("MasterRecordId");
        }
        return "SELECT " + String.join(",", fields) + " FROM " + object;
    }

    private boolean canBeMerged() {
        return kind == RecordKind.COMPANY || kind == RecordKind.CONTACT;
    }

    /** One that was merged away is told of as a former id of the one that it went into. */
    private List<CrmRecord> records(List<JsonNode> rows) throws CrmException {
        Map<String, List<String>> merged = new LinkedHashMap<>();
        Map<String, CrmRecord> records = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            String master = Json.text(row, "MasterRecordId");
            if (row.path("IsDeleted").asBoolean() && master != null) {
                merged.computeIfAbsent(master, unseen -> new ArrayList<>())
                        .add(row.path("Id").asText());
            } else {
                records.put(row.path("Id").asText(), record(row, List.of()));
            }
        }
        if (!merged.isEmpty()) {
            for (JsonNode row : api.query(select() + among(merged.keySet()))) {
                String id = row.path("Id").asText();
                records.put(id, record(row, merged.getOrDefault(id, List.of())));
            }
        }
        return List.copyOf(records.values());
    }

    private CrmRecord record(JsonNode row, List<String> mergedIds) {
        Map<String, String> values = new HashMap<>();
        for (String property : properties) {
            String value = Json.text(row, property);
            values.put(
                    property,
                    property.equals(SalesforceFields.OWNER)
                            ? users.emails().get(value)
                            : isNoName(property, value, row) ? null : in(property, value));
        }
        return new CrmRecord(
                row.path("Id").asText(),
                id(Json.text(row, SalesforceFields.TANDEM_ID)),
                values,
                Json.text(row, SalesforceFields.companyLink(kind)),
                mergedIds,
                instant(row, "SystemModstamp"),
                row.path("IsDeleted").asBoolean(),
                instant(row, "CreatedDate"));
    }

    /** Who has no name is called by email there, or by a word of ours. */
    private boolean isNoName(String property, String value, JsonNode row) {
        return switch (kind) {
            case COMPANY -> property.equals(SalesforceFields.NAME) && SalesforceFields.NAMELESS.equals(value);
            case CONTACT ->
                property.equals(SalesforceFields.LAST_NAME)
                        && value != null
                        && (value.equals(SalesforceFields.NAMELESS)
                                || value.equalsIgnoreCase(Json.text(row, SalesforceFields.EMAIL)));
            default -> false;
        };
    }

    private String in(String property, String value) {
        return kind == RecordKind.COMPANY && property.equals("Website") && value != null
                ? value.strip()
                        .replaceFirst("^(?i)https?://", "")
                        .replaceFirst("^(?i)www\\.", "")
                        .replaceFirst("/.*", "")
                : value;
    }

    static Instant instant(JsonNode row, String field) {
        String stamp = Json.text(row, field);
        if (stamp == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(stamp, STAMP).toInstant();
        } catch (DateTimeParseException otherForm) {
            return OffsetDateTime.parse(stamp).toInstant();
        }
    }

    static UUID id(String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
