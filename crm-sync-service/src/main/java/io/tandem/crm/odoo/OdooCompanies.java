package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.domain.RecordKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** To which company records belong: often it is somebody there who is named, or a sale. */
final class OdooCompanies {
    /** The company that a partner is, or is a part of, however far below it stands. */
    static final String COMPANY = "commercial_partner_id";

    private static final String PARTNER = "partner_id";

    private final OdooApi api;

    OdooCompanies(OdooApi api) {
        this.api = api;
    }

    /** By the ids of the rows, as far as they belong to one. */
    Map<String, String> of(RecordKind kind, JsonNode rows) throws CrmException {
        return switch (kind) {
            case CONTACT -> above(rows);
            case DEAL -> companies(links(rows, PARTNER));
            case NOTE -> companies(partners(rows));
            default -> Map.of();
        };
    }

    private static Map<String, String> above(JsonNode people) {
        Map<String, String> companies = links(people, COMPANY);
        companies.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
        return companies;
    }

    /** On whose page, or on that of a sale to whom, notes stand. */
    private Map<String, String> partners(JsonNode notes) throws CrmException {
        Map<String, String> partners = new HashMap<>();
        Map<String, String> sales = new HashMap<>();
        for (JsonNode note : notes) {
            boolean sale = note.path("model").asText().equals(OdooFields.LEAD);
            if (note.path("res_id").asLong() > 0) {
                (sale ? sales : partners)
                        .put(note.path("id").asText(), note.path("res_id").asText());
            }
        }
        Map<String, String> buyers = links(read(OdooFields.LEAD, sales.values(), PARTNER), PARTNER);
        sales.forEach((note, sale) -> partners.put(note, buyers.get(sale)));
        return partners;
    }

    private Map<String, String> companies(Map<String, String> partners) throws CrmException {
        Map<String, String> companies = links(read(OdooFields.PARTNER, partners.values(), COMPANY), COMPANY);
        Map<String, String> found = new HashMap<>();
        partners.forEach((row, partner) -> found.put(row, companies.get(partner)));
        return found;
    }

    private JsonNode read(String model, Collection<String> ids, String field) throws CrmException {
        TreeSet<Long> sorted = new TreeSet<>();
        ids.stream().filter(id -> id != null).forEach(id -> sorted.add(Long.valueOf(id)));
        return sorted.isEmpty()
                ? MissingNode.getInstance()
                : api.call(
                        model,
                        "search_read",
                        null,
                        Map.of(
                                "domain",
                                List.of(List.of("id", "in", List.copyOf(sorted))),
                                "fields",
                                List.of(field),
                                "context",
                                OdooFields.context(true)));
    }

    private static Map<String, String> links(JsonNode rows, String field) {
        Map<String, String> links = new HashMap<>();
        for (JsonNode row : rows) {
            links.put(row.path("id").asText(), OdooValues.link(row.path(field)));
        }
        return links;
    }
}
