package io.tandem.crm.connector;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A record as the CRM has it.
 *
 * @param remoteId the CRM's id
 * @param id ours, if it was written there; else null
 * @param properties by the CRM's names; owners are named by email
 * @param companyId the CRM's id of its company, or null
 * @param mergedIds ids under which it was known before others were merged into it
 * @param changedAt when it was changed last; null if the CRM does not say
 */
public record CrmRecord(
        String remoteId,
        UUID id,
        Map<String, String> properties,
        String companyId,
        List<String> mergedIds,
        Instant changedAt,
        boolean deleted) {

    /** What is left of a record that was deleted. */
    public static CrmRecord deleted(String remoteId, Instant at) {
        return new CrmRecord(remoteId, null, Map.of(), null, List.of(), at, true);
    }
}
