package io.tandem.signup.privacy;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The person that a request is about, and the names under which this service keeps data of theirs.
 *
 * @param accountId the account the person was first met at, or would be
 * @param anonymousIds what browsers called the person before a signup
 */
public record DataSubject(
        UUID personId, String email, UUID accountId, List<UUID> signupIds, Set<String> anonymousIds) {}
