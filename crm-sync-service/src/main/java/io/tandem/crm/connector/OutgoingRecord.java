package io.tandem.crm.connector;

import java.util.Map;
import java.util.UUID;

/**
 * A record as the CRM shall have it.
 *
 * @param id ours, under which the CRM knows the record again
 * @param remoteId the CRM's, or null while it is not known
 * @param properties what to set, by the CRM's names; a null value empties. Owners are named by email.
 * @param companyId the CRM's id of the company that it belongs to, or null
 * @param version of the record here, which rises with every change
 */
public record OutgoingRecord(
        UUID id, String remoteId, Map<String, String> properties, String companyId, long version) {}
