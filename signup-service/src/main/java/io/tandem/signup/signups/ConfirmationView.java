package io.tandem.signup.signups;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The link that confirms a signup, and what became of the mail that brings it. */
@Schema(description = "The link that confirms a signup, and what became of the mail that brings it")
record ConfirmationView(
        UUID signupId,
        String email,
        String link,
        Instant expiresAt,
        Instant confirmedAt,
        int attempts,

        @Schema(
                description =
                        "Why the mail is not sent yet: what the mail server said, or that the person is suppressed")
        String lastError,

        Instant sentAt) {}
