package io.tandem.signup.signups;

import java.time.Instant;
import java.util.UUID;

/** The place of a signup in the list of all. */
record SignupCursor(Instant signedUpAt, UUID id) {
    static SignupCursor parse(String key) {
        String[] parts = key.split("/", 2);
        return new SignupCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    static String keyOf(SignupDetailView signup) {
        return signup.answers().signedUpAt() + "/" + signup.id();
    }
}
