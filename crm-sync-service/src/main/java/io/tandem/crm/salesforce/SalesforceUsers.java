package io.tandem.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which user has which email. Read once in a while.
 *
 * @param emails without our own: what nobody was named for is ours there, and that is nobody's choice
 */
record SalesforceUsers(Map<String, String> ids, Map<String, String> emails, Instant readAt) {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    boolean isOld() {
        return readAt.plus(GOOD_FOR).isBefore(Instant.now());
    }

    static SalesforceUsers read(SalesforceApi api) throws CrmException {
        String ourselves = api.get("/services/oauth2/userinfo").path("user_id").asText();
        Map<String, String> ids = new HashMap<>();
        Map<String, String> emails = new HashMap<>();
        for (JsonNode user : api.query("SELECT Id,Email FROM User WHERE IsActive = true ORDER BY CreatedDate")) {
            String email = Json.text(user, "Email");
            if (email != null) {
                ids.putIfAbsent(email.toLowerCase(Locale.ROOT), user.path("Id").asText());
                emails.put(user.path("Id").asText(), email.toLowerCase(Locale.ROOT));
            }
        }
        emails.remove(ourselves);
        return new SalesforceUsers(ids, emails, Instant.now());
    }
}
