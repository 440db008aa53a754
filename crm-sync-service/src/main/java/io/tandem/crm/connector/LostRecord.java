package io.tandem.crm.connector;

import java.util.UUID;

/**
 * A record of ours that is not where it was.
 *
 * @param id ours
 * @param name by which it would be known again: an email, a domain, the subject of a task; null if there is none
 * @param companyId the CRM's id of the company that it was put under; null if that is not known
 */
public record LostRecord(UUID id, String name, String companyId) {}
