package io.tandem.signup.signups;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A form that sprang a trap. */
@Schema(description = "A form that sprang a trap; signupId is what it became when it was released")
record RefusedSignupView(
        UUID id,
        RefusalCause cause,
        SignupRequest request,
        Instant refusedAt,
        Instant releasedAt,
        String releasedBy,
        UUID signupId,

        @Schema(
                description =
                        "The version of the form that it is held against; of those refused long ago it is not known")
        Integer formVersion) {

    /** The place in the list. */
    record Cursor(Instant refusedAt, UUID id) {
        static Cursor parse(String key) {
            String[] parts = key.split("/", 2);
            return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }
    }

    String cursorKey() {
        return refusedAt + "/" + id;
    }
}
