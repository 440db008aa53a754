package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody at an account as scoring knows them.
 *
 * @param personId null while the email is not known
 * @param role from the signup, or null
 * @param doNotLeadWithSales came as a contact of a newsletter, community, repository or document, without asking for a
 *     human
 */
public record AccountPerson(
        UUID personId,
        String userId,
        String email,
        String name,
        String role,
        long events,
        Instant lastSeenAt,
        boolean doNotLeadWithSales) {}
