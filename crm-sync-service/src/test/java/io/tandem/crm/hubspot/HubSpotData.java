package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the stand-in for HubSpot holds, and what it answers. */
public final class HubSpotData {
    record Answer(int status, Map<String, Object> body) {}

    /** Whether the last write changed anything. */
    private boolean changed;

    private final Map<String, TreeMap<Long, StoredObject>> objects = new HashMap<>();
    private final Map<String, Map<String, Long>> byTandemId = new HashMap<>();
    private final Map<String, Long> byEmail = new HashMap<>();
    private final Map<String, Set<String>> properties = new HashMap<>();
    private final Map<String, String> companyOf = new HashMap<>();
    private final Set<String> refusedValues = new HashSet<>();
    private boolean conflictsToldOfEach;
    private long lastId = 1_000;
    private Instant last = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Whoever writes this value is refused. */
    public synchronized void refuse(String value) {
        refusedValues.add(value);
    }

    /** Of contacts that are there already is told one by one; else the whole call is refused for the first of them. */
    public synchronized void tellConflictsOfEach() {
        conflictsToldOfEach = true;
    }

    public synchronized String create(String type, Map<String, String> values) {
        StoredObject made = new StoredObject(++lastId, now());
        set(type, made, values, made.updatedAt);
        of(type).put(made.id, made);
        return Long.toString(made.id);
    }

    public synchronized void edit(String type, String id, Map<String, String> values) {
        set(type, of(type).get(Long.parseLong(id)), values, now());
    }

    synchronized boolean hasChanged() {
        return changed;
    }

    public synchronized void put(String type, String id, String companyId) {
        companyOf.put(type + id, companyId);
        edit(type, id, belonging(type, companyId));
    }

    /** What HubSpot says of the company in a property of the record itself. */
    private static Map<String, String> belonging(String type, String companyId) {
        return switch (type) {
            case "contacts" -> Map.of("associatedcompanyid", companyId);
            case "0-3" -> Map.of("hs_primary_associated_company", companyId);
            default -> Map.of();
        };
    }

    public synchronized void archive(String type, String id) {
        StoredObject object = of(type).get(Long.parseLong(id));
        object.archived = true;
        tandemIds(type).values().remove(object.id);
    }

    /** One is merged into another, which keeps its own values and gets what stood under the first. */
    public synchronized void merge(String type, String loser, String winner) {
        StoredObject lost = of(type).get(Long.parseLong(loser));
        StoredObject won = of(type).get(Long.parseLong(winner));
        lost.mergedInto = won.id;
        tandemIds(type).values().remove(lost.id);
        if (type.equals("companies")) {
            companyOf.replaceAll((object, company) -> company.equals(loser) ? winner : company);
        }
        String merged = Stream.of(
                        won.property(HubSpotFields.MERGED_IDS), loser, lost.property(HubSpotFields.MERGED_IDS))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(";"));
        won.set(Map.of(HubSpotFields.MERGED_IDS, merged), now());
    }

    /** What an id leads to; what was merged into another leads there. Null if there is none. */
    public synchronized StoredObject at(String type, String id) {
        StoredObject object = followed(type, id);
        return object == null || object.archived ? null : object;
    }

    private StoredObject followed(String type, String id) {
        StoredObject object = of(type).get(Long.parseLong(id));
        while (object != null && object.mergedInto != 0) {
            object = of(type).get(object.mergedInto);
        }
        return object;
    }

    /** Those that are there, by the property of ours. */
    public synchronized Map<String, StoredObject> byTandemId(String type) {
        Map<String, StoredObject> found = new HashMap<>();
        tandemIds(type).forEach((tandemId, id) -> found.put(tandemId, of(type).get(id)));
        return found;
    }

    public synchronized Collection<StoredObject> alive(String type) {
        return of(type).values().stream()
                .filter(object -> !object.archived && object.mergedInto == 0)
                .toList();
    }

    public synchronized Optional<String> companyOf(String type, long id) {
        return Optional.ofNullable(companyOf.get(type + id));
    }

    public synchronized Set<String> properties(String type) {
        return Set.copyOf(properties.getOrDefault(type, Set.of()));
    }

    synchronized Answer answer(HubSpotStub.Call call, Map<String, String> query, boolean partial) {
        String path = call.path();
        Optional<Map<String, Object>> portal = HubSpotPortal.answer(path);
        if (portal.isPresent()) {
            return new Answer(200, portal.get());
        }
        if (path.startsWith("/crm/v3/properties/")) {
            return properties(call);
        }
        if (path.startsWith("/crm/v4/associations/")) {
            return associations(call);
        }
        return switch (call.operation()) {
            case "upsert", "update" -> write(call, partial);
            case "read" -> read(call, Boolean.parseBoolean(query.get("archived")));
            case "search" -> search(call);
            case "gdpr-delete" -> gdprDelete(call);
            default -> list(call, query);
        };
    }

    private Answer write(HubSpotStub.Call call, boolean partial) {
        changed = false;
        List<Object> results = new ArrayList<>();
        List<Object> errors = new ArrayList<>();
        int place = 0;
        for (JsonNode input : call.body().path("inputs")) {
            Optional<StoredObject> existing = existing(call, input);
            if (existing.isPresent() && !conflictsToldOfEach) {
                return conflict(existing.get());
            }
        }
        for (JsonNode input : call.body().path("inputs")) {
            Optional<StoredObject> existing = existing(call, input);
            if (existing.isPresent()) {
                errors.add(error(
                        "CONFLICT",
                        alreadyExists(existing.get()),
                        input.path("objectWriteTraceId").asText()));
                continue;
            }
            if (partial && place++ % 3 == 1) {
                errors.add(error(
                        "INTERNAL_ERROR",
                        "internal error",
                        input.path("objectWriteTraceId").asText()));
                continue;
            }
            Map<String, String> values = new LinkedHashMap<>();
            input.path("properties")
                    .properties()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().asText()));
            boolean badStage = values.containsKey(HubSpotFields.STAGE)
                    && !HubSpotPortal.STAGES.contains(values.get(HubSpotFields.STAGE));
            boolean badMoney = values.containsKey("deal_currency_code")
                    && !Set.of("USD", "EUR").contains(values.get("deal_currency_code"));
            if (badStage || badMoney || values.values().stream().anyMatch(refusedValues::contains)) {
                errors.add(error(
                        "VALIDATION_ERROR",
                        "Property values were not valid",
                        input.path("objectWriteTraceId").asText()));
                continue;
            }
            StoredObject object = call.operation().equals("upsert")
                    ? upserted(call.type(), input.path("id").asText())
                    : at(call.type(), input.path("id").asText());
            if (object == null || object.archived) {
                errors.add(error(
                        "OBJECT_NOT_FOUND",
                        "Object not found",
                        input.path("objectWriteTraceId").asText()));
                continue;
            }
            changed |= object.differs(values);
            set(call.type(), object, values, now());
            String tandemId = object.property(HubSpotFields.TANDEM_ID);
            if (tandemId != null) {
                tandemIds(call.type()).put(tandemId, object.id);
            }
            Map<String, Object> view = object.view();
            // No more than was sent is told.
            ((Map<?, ?>) view.get("properties")).keySet().retainAll(values.keySet());
            if (call.operation().equals("upsert")) {
                view.put("new", true);
            }
            view.put("objectWriteTraceId", input.path("objectWriteTraceId").asText());
            results.add(view);
        }
        return batch(results, errors);
    }

    /** No two contacts have an email in common, be it the first of somebody's or a further one. */
    private Optional<StoredObject> existing(HubSpotStub.Call call, JsonNode input) {
        String email = input.path("properties").path("email").asText();
        if (!call.type().equals("contacts")
                || !call.operation().equals("upsert")
                || email.isEmpty()
                || tandemIds(call.type()).containsKey(input.path("id").asText())) {
            return Optional.empty();
        }
        return Optional.ofNullable(byEmail.get(email.toLowerCase(Locale.ROOT)))
                .map(id -> of("contacts").get(id))
                .filter(contact -> !contact.archived
                        && contact.mergedInto == 0
                        && emails(contact).anyMatch(email::equalsIgnoreCase));
    }

    private static Stream<String> emails(StoredObject contact) {
        return Stream.of(contact.property("email"), contact.property("hs_additional_emails"))
                .filter(Objects::nonNull)
                .flatMap(emails -> Arrays.stream(emails.split(";")));
    }

    private void set(String type, StoredObject object, Map<String, String> values, Instant at) {
        object.set(values, at);
        if (type.equals("contacts")) {
            emails(object).forEach(email -> byEmail.put(email.toLowerCase(Locale.ROOT), object.id));
        }
    }

    private static String alreadyExists(StoredObject contact) {
        return "Contact already exists. Existing ID: " + contact.id;
    }

    private static Answer conflict(StoredObject contact) {
        return new Answer(
                409,
                Map.of(
                        "status",
                        "error",
                        "category",
                        "CONFLICT",
                        "message",
                        alreadyExists(contact),
                        "correlationId",
                        "00000000-0000-0000-0000-000000000000"));
    }

    private StoredObject upserted(String type, String tandemId) {
        Long id = tandemIds(type).get(tandemId);
        if (id == null) {
            StoredObject made = new StoredObject(++lastId, now());
            of(type).put(made.id, made);
            tandemIds(type).put(tandemId, made.id);
            return made;
        }
        return of(type).get(id);
    }

    private Answer read(HubSpotStub.Call call, boolean archived) {
        List<Object> results = new ArrayList<>();
        List<Object> errors = new ArrayList<>();
        for (JsonNode input : call.body().path("inputs")) {
            StoredObject object = followed(call.type(), input.path("id").asText());
            if (object == null || object.archived != archived) {
                errors.add(error(
                        "OBJECT_NOT_FOUND", "Object not found", input.path("id").asText()));
            } else {
                results.add(object.view());
            }
        }
        return batch(results, errors);
    }

    private Answer search(HubSpotStub.Call call) {
        JsonNode filters = call.body().path("filterGroups").path(0).path("filters");
        List<StoredObject> found = alive(call.type()).stream()
                .filter(object -> isFound(object, filters))
                .sorted(Comparator.comparing((StoredObject object) -> object.updatedAt))
                .toList();
        int after = Math.min(found.size(), call.body().path("after").asInt());
        int end = Math.min(found.size(), after + call.body().path("limit").asInt());
        Answer page = page(found.subList(after, end), end < found.size() ? Integer.toString(end) : null);
        page.body().put("total", found.size());
        return page;
    }

    /** What is asked for since when is asked by when it was changed. */
    private static boolean isFound(StoredObject object, JsonNode filters) {
        boolean found = true;
        for (JsonNode filter : filters) {
            String value = object.property(filter.path("propertyName").asText());
            found &= switch (filter.path("operator").asText()) {
                case "GTE" ->
                    object.updatedAt.toEpochMilli() >= filter.path("value").asLong();
                case "HAS_PROPERTY" -> value != null;
                case "EQ" -> filter.path("value").asText().equals(value);
                default -> throw new IllegalArgumentException(filter.toString());
            };
        }
        return found;
    }

    /** In the order of ids, and it goes on behind the last one of the page before. */
    private Answer list(HubSpotStub.Call call, Map<String, String> query) {
        long after = Long.parseLong(query.getOrDefault("after", "0"));
        int limit = Integer.parseInt(query.getOrDefault("limit", "10"));
        List<StoredObject> left =
                alive(call.type()).stream().filter(object -> object.id > after).toList();
        List<StoredObject> found = left.subList(0, Math.min(limit, left.size()));
        return page(found, left.size() > limit ? Long.toString(found.get(limit - 1).id) : null);
    }

    private static Answer page(List<StoredObject> found, String next) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("results", found.stream().map(StoredObject::view).toList());
        if (next != null) {
            body.put("paging", Map.of("next", Map.of("after", next)));
        }
        return new Answer(200, body);
    }

    private Answer gdprDelete(HubSpotStub.Call call) {
        StoredObject gone = of(call.type()).remove(call.body().path("objectId").asLong());
        if (gone != null) {
            tandemIds(call.type()).values().remove(gone.id);
        }
        return new Answer(204, null);
    }

    private Answer properties(HubSpotStub.Call call) {
        if (call.method().equals("GET")) {
            return new Answer(200, Map.of("results", List.of()));
        }
        if (call.operation().equals("groups")) {
            return new Answer(201, Map.of("name", "tandem", "label", "Tandem", "displayOrder", -1, "archived", false));
        }
        for (JsonNode input : call.body().path("inputs")) {
            properties
                    .computeIfAbsent(call.type(), unseen -> new HashSet<>())
                    .add(input.path("name").asText());
        }
        return new Answer(201, batchBody(List.of()));
    }

    private Answer associations(HubSpotStub.Call call) {
        String type = call.path().split("/")[4];
        List<Object> results = new ArrayList<>();
        changed = false;
        for (JsonNode input : call.body().path("inputs")) {
            if (call.operation().equals("default")) {
                String from = input.path("from").path("id").asText();
                StoredObject company =
                        at("companies", input.path("to").path("id").asText());
                if (company == null) {
                    continue;
                }
                String to = Long.toString(company.id);
                changed |= !to.equals(companyOf.put(type + from, to));
                of(type).get(Long.parseLong(from)).properties.putAll(belonging(type, to));
                results.add(Map.of(
                        "from", Map.of("id", from),
                        "to", Map.of("id", to),
                        "associationSpec", Map.of("associationCategory", "HUBSPOT_DEFINED", "associationTypeId", 279)));
            } else if (companyOf.containsKey(type + input.path("id").asText())) {
                results.add(Map.of(
                        "from", Map.of("id", input.path("id").asText()),
                        "to",
                                List.of(Map.of(
                                        "toObjectId",
                                                companyOf.get(
                                                        type + input.path("id").asText()),
                                        "associationTypes", List.of()))));
            }
        }
        return new Answer(200, batchBody(results));
    }

    private static Answer batch(List<Object> results, List<Object> errors) {
        Map<String, Object> body = batchBody(results);
        if (!errors.isEmpty()) {
            body.put("numErrors", errors.size());
            body.put("errors", errors);
        }
        return new Answer(errors.isEmpty() ? 200 : 207, body);
    }

    private static Map<String, Object> batchBody(List<Object> results) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "COMPLETE");
        body.put("results", results);
        body.put("startedAt", "2026-03-02T09:00:00Z");
        body.put("completedAt", "2026-03-02T09:00:01Z");
        return body;
    }

    private static Object error(String category, String message, String about) {
        return Map.of(
                "status",
                "error",
                "category",
                category,
                "message",
                message,
                "context",
                Map.of("objectWriteTraceId", List.of(about)),
                "errors",
                List.of(),
                "links",
                Map.of());
    }

    /** Each change is a millisecond after the one before, so that the order of changes is clear. */
    private Instant now() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last;
    }

    private TreeMap<Long, StoredObject> of(String type) {
        return objects.computeIfAbsent(type, unseen -> new TreeMap<>());
    }

    private Map<String, Long> tandemIds(String type) {
        return byTandemId.computeIfAbsent(type, unseen -> new HashMap<>());
    }
}
