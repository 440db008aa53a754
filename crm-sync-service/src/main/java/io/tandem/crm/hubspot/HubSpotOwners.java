package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who has which owner id. Read once in a while: there are a few dozen, and they seldom change. */
final class HubSpotOwners {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final Map<UUID, Directory> byConnection = new ConcurrentHashMap<>();

    static final Directory NOBODY = new Directory(Map.of(), Map.of(), Instant.MIN);

    record Directory(Map<String, String> ids, Map<String, String> emails, Instant readAt) {}

    Directory of(UUID connectionId, HubSpotApi api) throws CrmException {
        Directory known = byConnection.get(connectionId);
        if (known == null || known.readAt().plus(GOOD_FOR).isBefore(Instant.now())) {
            known = read(api);
            byConnection.put(connectionId, known);
        }
        return known;
    }

    private static Directory read(HubSpotApi api) throws CrmException {
        Map<String, String> ids = new HashMap<>();
        Map<String, String> emails = new HashMap<>();
        String after = "";
        while (after != null) {
            JsonNode page = api.get("/crm/v3/owners?limit=100&archived=false"
                    + (after.isEmpty() ? "" : "&after=" + HubSpotApi.encoded(after)));
            for (JsonNode owner : page.path("results")) {
                String email = Json.text(owner, "email");
                if (email != null && !email.isBlank()) {
                    ids.putIfAbsent(
                            email.toLowerCase(Locale.ROOT), owner.path("id").asText());
                    emails.put(owner.path("id").asText(), email.toLowerCase(Locale.ROOT));
                }
            }
            after = Json.text(page.path("paging").path("next"), "after");
        }
        return new Directory(ids, emails, Instant.now());
    }
}
