package io.tandem.signup.imports;

import java.time.Instant;
import java.util.UUID;

/** The place of an import in the list of all. */
record ImportCursor(Instant requestedAt, UUID id) {
    static ImportCursor parse(String key) {
        String[] parts = key.split("/", 2);
        return new ImportCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }

    static String keyOf(ImportView view) {
        return view.requestedAt() + "/" + view.id();
    }
}
