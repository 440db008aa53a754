package io.tandem.signup.identity;

import io.tandem.signup.domain.MatchKind;
import java.time.Instant;
import java.util.UUID;

/**
 * Two accounts that may be one, for an admin to decide.
 *
 * @param accountId the one that would become part of the other
 * @param company as somebody there gave it, or null
 * @param domain null for a person on free mail
 * @param intoAccountId the other, or null if a mail provider was meant
 * @param meantMailDomain the mail provider that was probably meant, or null; there is nothing to merge then
 * @param mergeId the merge that an acceptance made
 */
record MatchSuggestionView(
        UUID id,
        MatchKind kind,
        MatchStatus status,
        UUID accountId,
        String company,
        String domain,
        UUID intoAccountId,
        String intoCompany,
        String intoDomain,
        String meantMailDomain,
        UUID mergeId,
        Instant suggestedAt,
        String decidedBy,
        Instant decidedAt) {}
