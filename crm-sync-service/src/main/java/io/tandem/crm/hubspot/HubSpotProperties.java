package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.kit.web.outbound.OutboundAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the properties of ours that are not there yet, in a group of their own. */
final class HubSpotProperties {
    private static final String OURS = "tandem_";
    private static final String GROUP = "tandem";

    private final HubSpotApi api;

    HubSpotProperties(HubSpotApi api) {
        this.api = api;
    }

    void make(Collection<FieldMapping> fields) throws CrmException {
        Map<RecordKind, List<FieldMapping>> byKind = fields.stream()
                .collect(Collectors.groupingBy(mapping -> mapping.field().kind()));
        for (Map.Entry<RecordKind, List<FieldMapping>> kind : byKind.entrySet()) {
            make(HubSpotFields.type(kind.getKey()), kind.getValue());
        }
    }

    private void make(String type, List<FieldMapping> fields) throws CrmException {
        Set<String> there = new HashSet<>();
        for (JsonNode property : api.get("/crm/v3/properties/" + type).path("results")) {
            there.add(property.path("name").asText());
        }
        List<Object> missing = new ArrayList<>();
        if (!there.contains(HubSpotFields.TANDEM_ID)) {
            Map<String, Object> id = property(HubSpotFields.TANDEM_ID, "Tandem id", "string", "text");
            id.put("hasUniqueValue", true);
            id.put("description", "Tandem knows this record by it. Please leave it as it is.");
            missing.add(id);
        }
        for (FieldMapping mapping : fields) {
            String name = mapping.property();
            if (name.startsWith(OURS) && !there.contains(name)) {
                missing.add(property(
                        name, "Tandem " + mapping.field().label(), type(mapping.field()), fieldType(mapping.field())));
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        makeGroup(type);
        OutboundAnswer answer = api.postRaw("/crm/v3/properties/" + type + "/batch/create", Map.of("inputs", missing));
        // Somebody else may have made them a moment ago.
        if (!answer.isSuccess() && answer.status() != 409) {
            throw CrmException.denied(
                    "HubSpot does not let us make our properties of " + type + ": " + HubSpotApi.words(answer));
        }
    }

    private void makeGroup(String type) throws CrmException {
        OutboundAnswer answer = api.postRaw(
                "/crm/v3/properties/" + type + "/groups", Map.of("name", GROUP, "label", "Tandem", "displayOrder", -1));
        if (!answer.isSuccess() && answer.status() != 409) {
            throw CrmException.denied(HubSpotApi.words(answer));
        }
    }

    private static Map<String, Object> property(String name, String label, String type, String fieldType) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", name);
        property.put("label", label);
        property.put("type", type);
        property.put("fieldType", fieldType);
        property.put("groupName", GROUP);
        if (type.equals("bool")) {
            property.put(
                    "options",
                    List.of(
                            Map.of("label", "Yes", "value", "true", "displayOrder", 0, "hidden", false),
                            Map.of("label", "No", "value", "false", "displayOrder", 1, "hidden", false)));
        }
        return property;
    }

    private static String type(SyncField field) {
        return switch (field.type()) {
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case DATE -> "date";
            case INSTANT -> "datetime";
            case TEXT, KEY -> "string";
        };
    }

    private static String fieldType(SyncField field) {
        return switch (field.type()) {
            case NUMBER -> "number";
            case BOOLEAN -> "booleancheckbox";
            case DATE, INSTANT -> "date";
            case TEXT, KEY -> field == SyncField.COMPANY_WHY_NOW ? "textarea" : "text";
        };
    }
}
