package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which user has which email, and in which money is counted. Read once in a while.
 *
 * @param currency null where there are several companies with several
 */
record OdooUsers(Map<String, Long> ids, Map<Long, String> emails, String currency, Instant readAt) {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    boolean isOld() {
        return readAt.plus(GOOD_FOR).isBefore(Instant.now());
    }

    static OdooUsers read(OdooApi api) throws CrmException {
        Map<String, Long> ids = new HashMap<>();
        Map<Long, String> emails = new HashMap<>();
        for (JsonNode user : api.call(
                "res.users",
                "search_read",
                null,
                Map.of("domain", List.of(List.of("share", "=", false)), "fields", List.of("login", "email")))) {
            for (String field : List.of("email", "login")) {
                String email =
                        user.path(field).isTextual() ? Json.text(user, field).toLowerCase(Locale.ROOT) : "";
                if (email.contains("@")) {
                    ids.putIfAbsent(email, user.path("id").asLong());
                    emails.putIfAbsent(user.path("id").asLong(), email);
                }
            }
        }
        Set<String> currencies = new HashSet<>();
        for (JsonNode company : api.call(
                "res.company", "search_read", null, Map.of("domain", List.of(), "fields", List.of("currency_id")))) {
            currencies.add(company.path("currency_id").path(1).asText());
        }
        String currency = currencies.size() == 1 ? currencies.iterator().next() : null;
        return new OdooUsers(ids, emails, currency, Instant.now());
    }
}
