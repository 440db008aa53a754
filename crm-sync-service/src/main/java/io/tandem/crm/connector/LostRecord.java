package io.tandem.crm.connector;

import java.util.UUID;

/**
 * A record of ours that is not where it was.
 *
 * @param id ours
 * @param name by which it would be known again, an email or a domain; null if there is none
 */
public record LostRecord(UUID id, String name) {}
