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
 * @param mergedIds ids of those that were merged into it, also into one that was deleted then; the first first
 * @param changedAt when it was changed last; null if the CRM does not say
 * @param createdAt when it was made; null if the CRM does not say
 * @param completion of a task that was done, else null
 */
public record CrmRecord(
        String remoteId,
        UUID id,
        Map<String, String> properties,
        String companyId,
        List<String> mergedIds,
        Instant changedAt,
        boolean deleted,
        Instant createdAt,
        Completion completion) {

    public CrmRecord(
            String remoteId,
            UUID id,
            Map<String, String> properties,
            String companyId,
            List<String> mergedIds,
            Instant changedAt,
            boolean deleted,
            Instant createdAt) {
        this(remoteId, id, properties, companyId, mergedIds, changedAt, deleted, createdAt, null);
    }

    public CrmRecord(
            String remoteId,
            UUID id,
            Map<String, String> properties,
            String companyId,
            List<String> mergedIds,
            Instant changedAt,
            boolean deleted) {
        this(remoteId, id, properties, companyId, mergedIds, changedAt, deleted, null);
    }

    /** The same with other properties. */
    public CrmRecord with(Map<String, String> others) {
        return new CrmRecord(remoteId, id, others, companyId, mergedIds, changedAt, deleted, createdAt, completion);
    }

    /** The same, which is ours. */
    public CrmRecord as(UUID ours) {
        return new CrmRecord(remoteId, ours, properties, companyId, mergedIds, changedAt, deleted, createdAt);
    }

    /** The same, belonging to a company. */
    public CrmRecord under(String company) {
        return new CrmRecord(remoteId, id, properties, company, mergedIds, changedAt, deleted, createdAt, completion);
    }

    /** The same, into which others were merged. */
    public CrmRecord after(List<String> others) {
        return new CrmRecord(remoteId, id, properties, companyId, others, changedAt, deleted, createdAt, completion);
    }

    /** A task of which only is told that it is there, and whether it was done: it is not read back. */
    public static CrmRecord task(String remoteId, UUID id, Instant changedAt, Completion completion) {
        return new CrmRecord(remoteId, id, Map.of(), null, List.of(), changedAt, false, null, completion);
    }

    /** The same, which was done. */
    public CrmRecord done(Completion how) {
        return new CrmRecord(remoteId, id, properties, companyId, mergedIds, changedAt, deleted, createdAt, how);
    }

    /** What is left of a record that was deleted. */
    public static CrmRecord deleted(String remoteId, Instant at) {
        return new CrmRecord(remoteId, null, Map.of(), null, List.of(), at, true);
    }
}
