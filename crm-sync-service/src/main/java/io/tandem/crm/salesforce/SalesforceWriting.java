package io.tandem.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.RecordKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes records of one kind: those whose id is known by that, others by our external id, each with its own result. */
final class SalesforceWriting {
    private static final Set<String> LATER = Set.of(
            "UNABLE_TO_LOCK_ROW",
            "REQUEST_LIMIT_EXCEEDED",
            "SERVER_UNAVAILABLE",
            "UNKNOWN_EXCEPTION",
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "TXN_SECURITY_METERING_ERROR");
    private static final Set<String> GONE = Set.of("ENTITY_IS_DELETED", "NOT_FOUND");
    private static final String PATH = SalesforceApi.DATA + "/composite/sobjects";

    private final SalesforceApi api;
    private final RecordKind kind;
    private final String object;
    private final SalesforceUsers users;

    SalesforceWriting(SalesforceApi api, RecordKind kind, SalesforceUsers users) {
        this.api = api;
        this.kind = kind;
        this.object = SalesforceFields.object(kind);
        this.users = users;
    }

    List<WriteResult> write(List<OutgoingRecord> records) throws CrmException {
        Map<Boolean, List<OutgoingRecord>> byKnown =
                records.stream().collect(Collectors.partitioningBy(record -> record.remoteId() != null));
        List<WriteResult> results = new ArrayList<>(write(PATH, byKnown.get(true)));
        try {
            results.addAll(write(PATH + "/" + object + "/" + SalesforceFields.TANDEM_ID, byKnown.get(false)));
        } catch (CrmException e) {
            throw e.after(results);
        }
        return results;
    }

    private List<WriteResult> write(String path, List<OutgoingRecord> records) throws CrmException {
        if (records.isEmpty()) {
            return List.of();
        }
        JsonNode answer = api.send(
                "PATCH",
                path,
                Map.of(
                        "allOrNone",
                        false,
                        "records",
                        records.stream().map(this::fields).toList()));
        List<WriteResult> results = new ArrayList<>();
        for (int i = 0; i < Math.min(records.size(), answer.size()); i++) {
            results.add(result(records.get(i), answer.path(i)));
        }
        return results;
    }

    private Map<String, Object> fields(OutgoingRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("attributes", Map.of("type", object));
        if (record.remoteId() != null) {
            fields.put("id", record.remoteId());
        }
        fields.put(SalesforceFields.TANDEM_ID, record.id().toString());
        record.properties().forEach((property, value) -> {
            if (property.equals(SalesforceFields.OWNER)) {
                if (isKnown(value)) {
                    fields.put(property, users.ids().get(value));
                }
            } else if (value != null || !isName(property)) {
                fields.put(property, SalesforceFields.out(kind, property, value));
            }
        });
        if (record.companyId() != null && kind != RecordKind.COMPANY) {
            fields.put(SalesforceFields.companyLink(kind), record.companyId());
        }
        if (record.remoteId() == null) {
            required(record, fields);
        }
        return fields;
    }

    /** Whatever it is called there: it cannot be called nothing. */
    private boolean isName(String property) {
        return kind == RecordKind.COMPANY && property.equals(SalesforceFields.NAME)
                || kind == RecordKind.CONTACT && property.equals(SalesforceFields.LAST_NAME);
    }

    /** What Salesforce asks of everything new. */
    private void required(OutgoingRecord record, Map<String, Object> fields) {
        switch (kind) {
            case COMPANY -> fields.putIfAbsent(SalesforceFields.NAME, SalesforceFields.NAMELESS);
            case CONTACT -> {
                String email = record.properties().get(SalesforceFields.EMAIL);
                fields.putIfAbsent(SalesforceFields.LAST_NAME, email == null ? SalesforceFields.NAMELESS : email);
            }
            case NOTE -> {
                fields.put("Subject", "Note");
                fields.put("Status", "Completed");
            }
            default -> {}
        }
    }

    private WriteResult result(OutgoingRecord record, JsonNode result) {
        if (result.path("success").asBoolean()) {
            Map<String, String> held = new HashMap<>();
            String email = record.properties().get(SalesforceFields.OWNER);
            if (record.properties().containsKey(SalesforceFields.OWNER)) {
                held.put(SalesforceFields.OWNER, owner(record, email));
            }
            return new WriteResult(
                    record.id(),
                    WriteResult.Outcome.WRITTEN,
                    result.path("id").asText(),
                    held,
                    email == null || isKnown(email) ? null : "Nobody in Salesforce has the email " + email);
        }
        JsonNode error = result.path("errors").path(0);
        String code = error.path("statusCode").asText();
        String words = code + ": " + error.path("message").asText();
        if (GONE.contains(code) && record.remoteId() != null) {
            return WriteResult.gone(record.id(), words);
        }
        return LATER.contains(code) ? WriteResult.later(record.id(), words) : WriteResult.refused(record.id(), words);
    }

    /** Salesforce's accounts have an owner, whoever is said to be theirs: who is nobody there was not sent. */
    private String owner(OutgoingRecord record, String email) {
        if (isKnown(email)) {
            return users.emails().get(users.ids().get(email));
        }
        return record.remoteId() == null ? null : WriteResult.AS_BEFORE;
    }

    private boolean isKnown(String owner) {
        return owner != null && users.ids().containsKey(owner);
    }
}
