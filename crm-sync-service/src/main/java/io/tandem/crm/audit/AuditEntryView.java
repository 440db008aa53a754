package io.tandem.crm.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A change that a person made.
 *
 * @param actor email of who made it, or the name of the connection that brought it
 * @param action what was done, such as OWNER_CHOSEN or STAKEHOLDER_DESCRIBED
 * @param before the record as it was, or null where there was none
 * @param after the record as it is since, or null where there is none any more
 */
public record AuditEntryView(
        UUID id, Instant at, String actor, String action, Map<String, Object> before, Map<String, Object> after) {}
