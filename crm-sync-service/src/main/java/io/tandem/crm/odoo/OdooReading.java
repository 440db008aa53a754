package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.LookBack;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Reads records in the order in which they were changed. Odoo dates a change at the beginning of its transaction, which may
 * take two minutes, so a look goes back behind the last one.
 */
final class OdooReading {
    private static final int PAGE = 200;
    /** Addresses that stand as partners below a company, or that are nobody's business. */
    private static final List<String> NO_PEOPLE = List.of("delivery", "invoice", "private");

    private static final Duration LOOK_BACK = Duration.ofMinutes(3);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final DateTimeFormatter ODOO = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final OdooApi api;
    private final RecordKind kind;
    private final Set<String> properties;
    private final OdooValues values;

    OdooReading(OdooApi api, OdooUsers users, RecordKind kind, Set<String> properties) {
        this.api = api;
        this.kind = kind;
        this.properties = new TreeSet<>(properties);
        this.values = new OdooValues(users, kind, this.properties);
    }

    /**
     * Where reading goes on.
     *
     * @param last if all of a page were changed within one second: the last that was read of these, by id; else null
     */
    private record Position(Instant since, Long last) {
        static Position parse(String text) {
            String[] parts = text.split("/");
            return new Position(Instant.parse(parts[0]), parts.length < 3 ? null : Long.valueOf(parts[2]));
        }

        @Override
        public String toString() {
            return since + (last == null ? "/0" : "/id/" + last);
        }
    }

    ChangePage after(String position) throws CrmException {
        Instant begin = kind == RecordKind.NOTE ? Instant.now().minus(30, ChronoUnit.DAYS) : Instant.EPOCH;
        Position from =
                position == null ? new Position(begin.truncatedTo(ChronoUnit.SECONDS), null) : Position.parse(position);
        List<Object> domain = domain();
        domain.add(List.of("write_date", ">=", odoo(from.since())));
        if (from.last() != null) {
            domain.add(List.of("write_date", "<", odoo(from.since().plus(SECOND))));
            domain.add(List.of("id", ">", from.last()));
        }
        JsonNode rows = api.call(
                OdooFields.model(kind),
                "search_read",
                null,
                Map.of(
                        "domain",
                        domain,
                        "fields",
                        fields(),
                        "limit",
                        PAGE,
                        "order",
                        from.last() == null ? "write_date asc, id asc" : "id asc",
                        "context",
                        OdooFields.context(kind == RecordKind.DEAL)));
        List<CrmRecord> records = records(rows);
        boolean more = rows.size() == PAGE || from.last() != null;
        return new ChangePage(records, (more ? behind(records, from) : rest(records, from)).toString(), more);
    }

    static String odoo(Instant at) {
        return ODOO.format(at.atOffset(ZoneOffset.UTC));
    }

    /** Where all is read for now. */
    private static Position rest(List<CrmRecord> page, Position from) {
        return page.stream()
                .map(CrmRecord::changedAt)
                .filter(at -> at != null)
                .max(Instant::compareTo)
                .map(newest -> new Position(
                        LookBack.from(newest, LOOK_BACK, SECOND, Instant.now()).truncatedTo(ChronoUnit.SECONDS), null))
                .orElse(from);
    }

    /**
     * What is changed while it is paged moves to the end: counted from the beginning, others would be passed over. So a page
     * begins with the second in which the last one ended, and of a second with more than a page it goes on by id.
     */
    private static Position behind(List<CrmRecord> page, Position from) {
        if (from.last() != null) {
            return page.size() == PAGE
                    ? new Position(from.since(), last(page))
                    : new Position(from.since().plus(SECOND), null);
        }
        Instant end = page.get(page.size() - 1).changedAt();
        return end == null || !end.isAfter(from.since()) ? new Position(from.since(), 0L) : new Position(end, null);
    }

    private static Long last(List<CrmRecord> page) {
        return Long.valueOf(page.get(page.size() - 1).remoteId());
    }

    List<CrmRecord> read(List<String> remoteIds) throws CrmException {
        List<Object> domain = new ArrayList<>();
        domain.add(List.of("id", "in", remoteIds.stream().map(Long::valueOf).toList()));
        List<CrmRecord> there = records(api.call(
                OdooFields.model(kind),
                "search_read",
                null,
                Map.of("domain", domain, "fields", fields(), "context", OdooFields.context(true))));
        return withGone(api, OdooFields.model(kind), remoteIds, there);
    }

    /** What is there, and of the others what is gone: what we may not see is not. */
    static List<CrmRecord> withGone(OdooApi api, String model, List<String> remoteIds, Collection<CrmRecord> there)
            throws CrmException {
        List<CrmRecord> records = new ArrayList<>(there);
        Set<String> met = new HashSet<>();
        there.forEach(record -> met.add(record.remoteId()));
        for (String id : remoteIds) {
            if (!met.contains(id) && !api.has(model, Long.parseLong(id))) {
                records.add(CrmRecord.deleted(id, Instant.now()));
            }
        }
        return records;
    }

    /** The emails or domains, by id, of those that may have one of these. */
    Map<String, String> named(Collection<String> names) throws CrmException {
        List<Object> domain = domain();
        List<Object> any = new ArrayList<>();
        for (String name : names) {
            any.add(List.of(OdooFields.EMAIL, "ilike", name));
            if (kind == RecordKind.COMPANY) {
                any.add(List.of(OdooFields.WEBSITE, "ilike", name));
            }
        }
        domain.addAll(Collections.nCopies(any.size() - 1, "|"));
        domain.addAll(any);
        JsonNode rows = api.call(
                OdooFields.model(kind),
                "search_read",
                null,
                Map.of("domain", domain, "fields", fields(), "context", OdooFields.context(false)));
        Map<String, String> found = new HashMap<>();
        rows.forEach(row -> found.put(row.path("id").asText(), values.of(row).get(OdooFields.MATCH)));
        return found;
    }

    private List<Object> domain() {
        List<Object> domain = new ArrayList<>();
        switch (kind) {
            case COMPANY -> domain.add(List.of("is_company", "=", true));
            case CONTACT -> {
                domain.add(List.of("is_company", "=", false));
                domain.add(List.of("type", "not in", NO_PEOPLE));
            }
            case DEAL -> domain.add(List.of("type", "=", "opportunity"));
            case NOTE -> {
                domain.add(List.of("model", "in", List.of(OdooFields.PARTNER, OdooFields.LEAD)));
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
            case COMPANY -> fields.addAll(List.of(OdooFields.WEBSITE, OdooFields.EMAIL));
            case CONTACT -> fields.addAll(List.of(OdooCompanies.COMPANY, OdooFields.EMAIL));
            case DEAL -> fields.addAll(List.of("partner_id", "active"));
            case NOTE -> fields.addAll(List.of("model", "res_id"));
            default -> {}
        }
        return List.copyOf(fields);
    }

    private List<CrmRecord> records(JsonNode rows) throws CrmException {
        Map<String, UUID> ours = ours(rows);
        Map<String, String> companies = new OdooCompanies(api).of(kind, rows);
        List<CrmRecord> records = new ArrayList<>();
        for (JsonNode row : rows) {
            String id = row.path("id").asText();
            records.add(new CrmRecord(
                    id,
                    ours.get(id),
                    // Of a note of ours Odoo has its own HTML, which says nothing new.
                    kind == RecordKind.NOTE && ours.containsKey(id) ? Map.of() : values.of(row),
                    companies.get(id),
                    List.of(),
                    instant(row.path("write_date").asText()),
                    false,
                    instant(row.path("create_date").asText())));
        }
        return records;
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
                id(name.substring(prefix.length())).ifPresent(id -> ours.put(entry.getKey(), id));
            }
        });
        return ours;
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    static Instant instant(String text) {
        return text.length() < 19
                ? null
                : LocalDateTime.parse(text.substring(0, 19), ODOO).toInstant(ZoneOffset.UTC);
    }
}
