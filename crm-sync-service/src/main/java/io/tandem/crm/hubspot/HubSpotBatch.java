package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.Json;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.web.outbound.OutboundAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes records of one kind: those whose id in HubSpot is known by that, others by our unique property, so that one
 * that was made by a call of unknown outcome is found again. Answers may be partial (207): each record has its own.
 */
final class HubSpotBatch {
    static final Set<String> LATER =
            Set.of("RATE_LIMITS", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT", "CONFLICT");
    /** Of a contact with this email, be it one of several; the description of the API does not tell of it. */
    private static final Pattern EXISTING = Pattern.compile("Existing ID: (\\d+)");

    private final HubSpotApi api;
    private final RecordKind kind;
    private final String type;
    private final HubSpotOwners.Directory owners;

    HubSpotBatch(HubSpotApi api, RecordKind kind, HubSpotOwners.Directory owners) {
        this.api = api;
        this.kind = kind;
        this.type = HubSpotFields.type(kind);
        this.owners = owners;
    }

    List<WriteResult> write(List<OutgoingRecord> records) throws CrmException {
        List<WriteResult> results = new ArrayList<>();
        try {
            List<OutgoingRecord> known =
                    records.stream().filter(record -> record.remoteId() != null).toList();
            // What only has to stand under another company needs no writing.
            known.stream()
                    .filter(record -> record.properties().isEmpty())
                    .forEach(record -> results.add(WriteResult.written(record.id(), record.remoteId(), Map.of())));
            results.addAll(write(
                    "update",
                    known.stream()
                            .filter(record -> !record.properties().isEmpty())
                            .toList()));
            results.addAll(write(
                    "upsert",
                    records.stream().filter(record -> record.remoteId() == null).toList()));
            return associate(records, results);
        } catch (CrmException e) {
            throw e.kind() == CrmException.Kind.REFUSED
                    ? e
                    : e.after(unplaced(results, companies(records).keySet(), e.getMessage()));
        }
    }

    private static List<WriteResult> unplaced(List<WriteResult> results, Set<UUID> which, String why) {
        return results.stream()
                .map(result -> result.outcome() == WriteResult.Outcome.WRITTEN && which.contains(result.id())
                        ? result.unplaced(why)
                        : result)
                .toList();
    }

    private static Map<UUID, String> companies(List<OutgoingRecord> records) {
        Map<UUID, String> companies = new HashMap<>();
        records.stream()
                .filter(record -> record.companyId() != null)
                .forEach(record -> companies.put(record.id(), record.companyId()));
        return companies;
    }

    private List<WriteResult> write(String operation, List<OutgoingRecord> records) throws CrmException {
        if (records.isEmpty()) {
            return List.of();
        }
        List<Object> inputs = new ArrayList<>();
        for (OutgoingRecord record : records) {
            Map<String, Object> input = new LinkedHashMap<>();
            if (record.remoteId() == null) {
                input.put("id", record.id().toString());
                input.put("idProperty", HubSpotFields.TANDEM_ID);
            } else {
                input.put("id", HubSpotConnector.bare(record.remoteId()));
            }
            input.put("objectWriteTraceId", record.id().toString());
            input.put("properties", properties(record));
            inputs.add(input);
        }
        OutboundAnswer answer =
                api.postRaw("/crm/v3/objects/" + type + "/batch/" + operation, Map.of("inputs", inputs));
        if (!answer.isSuccess()) {
            if (answer.status() == 404 && records.size() == 1 && operation.equals("update")) {
                return List.of(WriteResult.gone(records.get(0).id(), HubSpotApi.words(answer)));
            }
            Optional<WriteResult> existing = existing(records, HubSpotApi.words(answer));
            if (existing.isPresent()) {
                return List.of(existing.get());
            }
            throw CrmException.refused(HubSpotApi.words(answer));
        }
        return results(records, Json.read(answer));
    }

    private Map<String, String> properties(OutgoingRecord record) {
        Map<String, String> properties = new LinkedHashMap<>();
        record.properties().forEach((name, value) -> {
            if (!name.equals(HubSpotFields.OWNER)) {
                properties.put(name, value == null ? "" : value);
            } else if (value == null) {
                properties.put(name, "");
            } else if (owners.ids().containsKey(value)) {
                properties.put(name, owners.ids().get(value));
            }
        });
        properties.put(HubSpotFields.TANDEM_ID, record.id().toString());
        return properties;
    }

    private List<WriteResult> results(List<OutgoingRecord> records, JsonNode body) {
        Map<String, OutgoingRecord> byTrace =
                records.stream().collect(Collectors.toMap(record -> record.id().toString(), Function.identity()));
        Map<UUID, WriteResult> results = new LinkedHashMap<>();
        for (JsonNode result : body.path("results")) {
            OutgoingRecord record = byTrace.get(result.path("properties")
                    .path(HubSpotFields.TANDEM_ID)
                    .asText(result.path("objectWriteTraceId").asText()));
            if (record != null) {
                results.put(
                        record.id(),
                        new WriteResult(
                                record.id(),
                                WriteResult.Outcome.WRITTEN,
                                HubSpotConnector.prefixed(
                                        kind, result.path("id").asText()),
                                held(record, result.path("properties")),
                                words(record),
                                HubSpotReading.instant(Json.text(result, "updatedAt"))));
            }
        }
        for (JsonNode error : body.path("errors")) {
            List<OutgoingRecord> named = about(error, records);
            List<OutgoingRecord> open = records.stream()
                    .filter(record -> !results.containsKey(record.id()))
                    .toList();
            // One that does not say whom it is about is about the only one left.
            (named.isEmpty() && open.size() == 1 ? open : named)
                    .forEach(record -> results.putIfAbsent(record.id(), failed(record, error)));
        }
        return List.copyOf(results.values());
    }

    private static WriteResult failed(OutgoingRecord record, JsonNode error) {
        String category = error.path("category").asText();
        String words = category + ": " + error.path("message").asText();
        if (category.equals("OBJECT_NOT_FOUND") && record.remoteId() != null) {
            return WriteResult.gone(record.id(), words);
        }
        return existing(List.of(record), words)
                .orElseGet(() -> LATER.contains(category)
                        ? WriteResult.later(record.id(), words)
                        : WriteResult.refused(record.id(), words));
    }

    /**
     * Somebody who is there already under another email, or was made meanwhile. Who is known there and shall have what is
     * another's is refused: only people there can say whether the two are one.
     */
    private static Optional<WriteResult> existing(List<OutgoingRecord> records, String words) {
        Matcher told = EXISTING.matcher(words);
        if (records.size() != 1 || !told.find()) {
            return Optional.empty();
        }
        OutgoingRecord record = records.get(0);
        return Optional.of(
                record.remoteId() == null
                        ? WriteResult.found(record.id(), told.group(1), words)
                        : WriteResult.refused(record.id(), words));
    }

    /** Whom an error is about: it says so by what we gave along, or by id. */
    private static List<OutgoingRecord> about(JsonNode error, List<OutgoingRecord> records) {
        Set<String> named = new HashSet<>();
        error.path("context").forEach(values -> values.forEach(value -> named.add(value.asText())));
        return records.stream()
                .filter(record -> named.contains(record.id().toString())
                        || (record.remoteId() != null && named.contains(HubSpotConnector.bare(record.remoteId()))))
                .toList();
    }

    private Map<String, String> held(OutgoingRecord record, JsonNode properties) {
        Map<String, String> held = new HashMap<>();
        for (Map.Entry<String, String> sent : record.properties().entrySet()) {
            String value = Json.text(properties, sent.getKey());
            if (sent.getKey().equals(HubSpotFields.OWNER)) {
                held.put(
                        sent.getKey(),
                        value == null
                                ? known(record, sent.getValue())
                                : owners.emails().get(value));
            } else if (value != null) {
                held.put(sent.getKey(), value);
            }
        }
        return held;
    }

    private String known(OutgoingRecord record, String email) {
        if (email == null || owners.ids().containsKey(email)) {
            return email;
        }
        // Who is nobody there was not sent, and HubSpot tells no more than what was.
        return record.remoteId() == null ? null : WriteResult.AS_BEFORE;
    }

    private String words(OutgoingRecord record) {
        String email = record.properties().get(HubSpotFields.OWNER);
        return email == null || owners.ids().containsKey(email) ? null : "Nobody in HubSpot has the email " + email;
    }

    /** Puts what was written under its company; what could not be put there is tried again. */
    private List<WriteResult> associate(List<OutgoingRecord> records, List<WriteResult> results) throws CrmException {
        Map<UUID, String> companies = companies(records);
        List<WriteResult> toPut = results.stream()
                .filter(result -> result.outcome() == WriteResult.Outcome.WRITTEN && companies.containsKey(result.id()))
                .toList();
        if (toPut.isEmpty()) {
            return results;
        }
        OutboundAnswer answer = api.postRaw(
                "/crm/v4/associations/" + type + "/companies/batch/associate/default",
                Map.of(
                        "inputs",
                        toPut.stream()
                                .map(result -> Map.of(
                                        "from", Map.of("id", HubSpotConnector.bare(result.remoteId())),
                                        "to", Map.of("id", companies.get(result.id()))))
                                .toList()));
        if (!answer.isSuccess()) {
            throw CrmException.refused(HubSpotApi.words(answer));
        }
        JsonNode body = Json.read(answer);
        Set<String> put = new HashSet<>();
        body.path("results")
                .forEach(result -> put.add(result.path("from").path("id").asText()));
        String words = body.path("errors").path(0).path("message").asText("HubSpot did not put it under its company");
        return unplaced(
                results,
                toPut.stream()
                        .filter(result -> !put.contains(HubSpotConnector.bare(result.remoteId())))
                        .map(WriteResult::id)
                        .collect(Collectors.toSet()),
                words);
    }
}
