package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * An admin wants a person forgotten: every service erases what it holds and answers with {@link PersonErased}. Topic
 * {@code privacy.v1}.
 *
 * @param accountId the account the person was first met at
 * @param email as normalised, by which the person is found where no id is kept
 */
public record PersonErasureRequested(UUID personId, UUID requestId, UUID accountId, String email, Instant requestedAt)
        implements Event.OfPerson {}
