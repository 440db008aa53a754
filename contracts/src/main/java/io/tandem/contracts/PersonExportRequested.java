package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A person asked what is stored about them: every service answers with {@link PersonExported}. Topic {@code privacy.v1}.
 *
 * @param email as normalised, by which the person is found where no id is kept
 */
public record PersonExportRequested(UUID personId, UUID requestId, UUID accountId, String email, Instant requestedAt)
        implements Event.OfPerson {}
