package io.tandem.contracts;

import java.util.UUID;

/** Names a person from the normalised email, so that every service names the same person. */
public final class PersonId {
    private PersonId() {}

    public static UUID ofEmail(String normalisedEmail) {
        return NameBasedId.of("person:" + normalisedEmail);
    }
}
