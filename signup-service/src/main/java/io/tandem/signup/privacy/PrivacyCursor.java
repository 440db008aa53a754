package io.tandem.signup.privacy;

import java.time.Instant;
import java.util.UUID;

/** The place of a request in the list of all. */
record PrivacyCursor(Instant requestedAt, UUID id) {
    /** Before the latest of all. */
    static final PrivacyCursor FIRST = new PrivacyCursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(0, 0));

    static PrivacyCursor parse(String key) {
        String[] parts = key.split("/", 2);
        return new PrivacyCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    static String keyOf(PrivacyRequestView request) {
        return request.requestedAt() + "/" + request.id();
    }
}
