package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody at an account as scoring knows them.
 *
 * @param personId null while the email is not known
 * @param role from the signup, or null
 */
public record AccountPerson(
        UUID personId, String userId, String email, String name, String role, long events, Instant lastSeenAt) {}
