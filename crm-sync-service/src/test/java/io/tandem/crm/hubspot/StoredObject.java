package io.tandem.crm.hubspot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record in the stand-in for HubSpot. */
public final class StoredObject {
    final long id;
    final Map<String, String> properties = new LinkedHashMap<>();
    Instant createdAt;
    Instant updatedAt;
    boolean archived;
    long mergedInto;

    StoredObject(long id, Instant now) {
        this.id = id;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void set(Map<String, String> values, Instant now) {
        values.forEach((name, value) -> properties.put(name, value.strip()));
        if (properties.containsKey("amount")) {
            // In what the company counts, where nobody says otherwise.
            properties.putIfAbsent("deal_currency_code", "USD");
        }
        updatedAt = now;
    }

    boolean differs(Map<String, String> values) {
        return values.entrySet().stream()
                .anyMatch(entry -> !entry.getValue().strip().equals(properties.getOrDefault(entry.getKey(), "")));
    }

    public String property(String name) {
        String value = properties.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        Map<String, String> held = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            if (!value.isEmpty()) {
                held.put(name, value);
            }
        });
        view.put("id", Long.toString(id));
        view.put("properties", held);
        view.put("createdAt", createdAt.toString());
        view.put("updatedAt", updatedAt.toString());
        view.put("archived", archived);
        return view;
    }
}
