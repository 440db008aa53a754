package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.RecordKind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Reads records in the order in which they were changed. Odoo dates a change at the beginning of its transaction, so a
 * look goes back a minute behind the last one.
 */
final class OdooReading {
    /** The company that a partner is, or is a part of, however far below it stands. */
    private static final String COMPANY = "commercial_partner_id";

    private static final int PAGE = 200;
    private static final int LOOK_BACK_SECONDS = 60;
    private static final DateTimeFormatter ODOO = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final OdooApi api;
    private final OdooUsers users;
    private final RecordKind kind;
    private final Set<String> properties;

    OdooReading(OdooApi api, OdooUsers users, RecordKind kind, Set<String> properties) {
        this.api = api;
        this.users = users;
        this.kind = kind;
        this.properties = new TreeSet<>(properties);
    }

    /** Since when, and how many of those have been read. */
    private record Position(Instant since, int after) {
        static Position parse(String text) {
            String[] parts = text.split("/");
            return new Position(Instant.parse(parts[0]), Integer.parseInt(parts[1]));
        }

        @Override
        public String toString() {
            return since + "/" + after;
        }
    }

    ChangePage after(String position) throws CrmException {
        Instant begin = kind == RecordKind.NOTE ? Instant.now().minus(30, ChronoUnit.DAYS) : Instant.EPOCH;
        Position from =
                position == null ? new Position(begin.truncatedTo(ChronoUnit.SECONDS), 0) : Position.parse(position);
        List<Object> domain = domain();
        domain.add(List.of("write_date", ">=", ODOO.format(from.since().atOffset(ZoneOffset.UTC))));
        JsonNode rows = api.call(
                OdooFields.model(kind),
                "search_read",
                null,
                Map.of(
                        "domain",
                        domain,
                        "fields",
                        fields(),
                        "offset",
                        from.after(),
                        "limit",
                        PAGE,
                        "order",
                        "write_date asc, id asc",
                        "context",
                        OdooFields.context(kind)));
        List<CrmRecord> records = records(rows);
        boolean more = rows.size() == PAGE;
        Instant newest = records.stream()
                .map(CrmRecord::changedAt)
                .filter(at -> at != null)
                .max(Instant::compareTo)
                .map(at -> at.minusSeconds(LOOK_BACK_SECONDS))
                .orElse(from.since());
        Position next = more ? behind(records, from) : new Position(newest, 0);
        return new ChangePage(records, next.toString(), more);
    }

    /**
     * What is changed while it is paged moves to the end: counted from the beginning, others would be passed over. Those
     * of the last second are read twice for the same reason.
     */
    private static Position behind(List<CrmRecord> page, Position from) {
        Instant end = page.get(page.size() - 1).changedAt();
        if (end == null || end.equals(from.since())) {
            return new Position(from.since(), from.after() + PAGE);
        }
        return new Position(end, 0);
    }

    List<CrmRecord> read(List<String> remoteIds) throws CrmException {
        List<Object> domain = new ArrayList<>();
        domain.add(List.of("id", "in", remoteIds.stream().map(Long::valueOf).toList()));
        List<CrmRecord> records = new ArrayList<>(records(api.call(
                OdooFields.model(kind),
                "search_read",
                null,
                Map.of("domain", domain, "fields", fields(), "context", OdooFields.context(kind)))));
        Set<String> met = new HashSet<>();
        records.forEach(record -> met.add(record.remoteId()));
        remoteIds.stream()
                .filter(id -> !met.contains(id))
                .forEach(id -> records.add(CrmRecord.deleted(id, Instant.now())));
        return records;
    }

    private List<Object> domain() {
        List<Object> domain = new ArrayList<>();
        switch (kind) {
            case COMPANY -> domain.add(List.of("is_company", "=", true));
            case CONTACT -> domain.add(List.of("is_company", "=", false));
            case DEAL -> domain.add(List.of("type", "=", "opportunity"));
            case NOTE -> {
                domain.add(List.of("model", "=", OdooFields.PARTNER));
                domain.add(List.of("message_type", "=", "comment"));
            }
            case TASK -> throw new IllegalStateException("Tasks are not read");
        }
        return domain;
    }

    private List<String> fields() {
        Set<String> fields = new TreeSet<>(properties);
        fields.addAll(List.of("write_date", "create_date"));
        switch (kind) {
            case CONTACT -> fields.add(COMPANY);
            case DEAL -> fields.addAll(List.of("partner_id", "active"));
            case NOTE -> fields.add("res_id");
            default -> {}
        }
        return List.copyOf(fields);
    }

    private List<CrmRecord> records(JsonNode rows) throws CrmException {
        Map<String, UUID> ours = ours(rows);
        Map<String, String> companies = companies(rows);
        List<CrmRecord> records = new ArrayList<>();
        for (JsonNode row : rows) {
            Map<String, String> values = new HashMap<>();
            for (String property : properties) {
                JsonNode value = row.path(property);
                values.put(
                        property,
                        switch (property) {
                            case OdooFields.OWNER ->
                                users.emails().get(value.path(0).asLong());
                            case OdooFields.STAGE -> stage(row);
                            case OdooFields.TEAM -> link(value);
                            default -> OdooFields.in(kind, property, text(value));
                        });
            }
            String id = row.path("id").asText();
            records.add(new CrmRecord(
                    id,
                    ours.get(id),
                    values,
                    company(row, companies),
                    List.of(),
                    instant(row.path("write_date").asText()),
                    false,
                    instant(row.path("create_date").asText())));
        }
        return records;
    }

    private static String stage(JsonNode row) {
        boolean putAway = row.path("active").isBoolean() && !row.path("active").asBoolean();
        return putAway ? OdooFields.LOST : link(row.path(OdooFields.STAGE));
    }

    private static String link(JsonNode value) {
        return value.isArray() ? value.path(0).asText() : null;
    }

    /** Odoo says false for nothing, and has links as a pair of id and name. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.path(1).isMissingNode() ? null : value.path(1).asText();
        }
        return value.isBoolean() && !value.asBoolean() || value.isNull() || value.isMissingNode()
                ? null
                : value.asText();
    }

    private String company(JsonNode row, Map<String, String> companies) {
        return switch (kind) {
            case CONTACT -> {
                String company = link(row.path(COMPANY));
                yield row.path("id").asText().equals(company) ? null : company;
            }
            case DEAL -> companies.get(link(row.path("partner_id")));
            case NOTE -> row.path("res_id").asLong() > 0 ? row.path("res_id").asText() : null;
            default -> null;
        };
    }

    /** The companies of those to whom something is being sold: often somebody there is named. */
    private Map<String, String> companies(JsonNode rows) throws CrmException {
        Set<Long> partners = new TreeSet<>();
        rows.forEach(row -> {
            if (row.path("partner_id").isArray()) {
                partners.add(row.path("partner_id").path(0).asLong());
            }
        });
        Map<String, String> companies = new HashMap<>();
        if (!partners.isEmpty()) {
            for (JsonNode partner : api.call(
                    OdooFields.PARTNER,
                    "search_read",
                    null,
                    Map.of(
                            "domain",
                            List.of(List.of("id", "in", List.copyOf(partners))),
                            "fields",
                            List.of(COMPANY),
                            "context",
                            Map.of("active_test", false)))) {
                companies.put(partner.path("id").asText(), link(partner.path(COMPANY)));
            }
        }
        return companies;
    }

    /** Our ids of records that we wrote, from the names that Odoo keeps of them. */
    private Map<String, UUID> ours(JsonNode rows) throws CrmException {
        List<Long> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.path("id").asLong()));
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, UUID> ours = new HashMap<>();
        JsonNode names = api.call(OdooFields.model(kind), "get_external_id", ids, Map.of());
        String prefix = OdooLoad.externalId(kind, new UUID(0, 0)).replaceAll("_[^_]*$", "_");
        names.properties().forEach(entry -> {
            String name = entry.getValue().asText();
            if (name.startsWith(prefix)) {
                ours.put(entry.getKey(), UUID.fromString(name.substring(prefix.length())));
            }
        });
        return ours;
    }

    private static Instant instant(String text) {
        return text.length() < 19
                ? null
                : LocalDateTime.parse(text.substring(0, 19), ODOO).toInstant(ZoneOffset.UTC);
    }
}
