package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A person is not to be contacted, or may be again. Topic {@code privacy.v1}.
 *
 * @param suppressed false once the person may be contacted again
 * @param reason what the admin or the person said
 */
public record ContactSuppressed(UUID personId, String email, boolean suppressed, String reason, Instant changedAt)
        implements Event.OfPerson {}
