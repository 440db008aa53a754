package io.tandem.crm.sync;

import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A record in a connection, as the ledger has it.
 *
 * @param remoteId the CRM's id, or null while it is not known
 * @param remoteLink the CRM's id of the company that it was last put under, or null
 * @param version the wanted one, which rises with every change here
 * @param editedAt when something was changed here last that may be changed in the CRM as well
 * @param erase whether it is to be removed for good
 * @param base what both sides last agreed on
 * @param theirs what the CRM is known to hold
 * @param seen how often the CRM's side was looked at
 * @param madeThere whether people wrote it in the CRM, whose words are never written over
 * @param sentAt when the CRM's last answer to what we sent was kept, by the database's clock; null if there was none
 * @param theirsAt when what the CRM is known to hold was changed there, by its clock; null if it did not say
 * @param tried what was sent of each field, while it is not known which of it the CRM holds
 */
record QueuedRecord(
        RecordKind kind,
        UUID id,
        UUID accountId,
        String remoteId,
        String remoteLink,
        long version,
        Instant editedAt,
        SyncState state,
        int attempts,
        boolean erase,
        Map<SyncField, String> base,
        Map<SyncField, String> theirs,
        long seen,
        boolean madeThere,
        Instant sentAt,
        Instant theirsAt,
        Map<SyncField, Set<String>> tried) {

    /** Whether a value that stands in the CRM may be there because we sent it. */
    boolean isOurWord(SyncField field, String value) {
        return tried.getOrDefault(field, Collections.emptySet()).contains(value);
    }

    /** Whether the CRM may hold something else by what we sent. */
    boolean isUnsure(SyncField field, String value) {
        return tried.getOrDefault(field, Collections.emptySet()).stream()
                .anyMatch(sent -> !Objects.equals(sent, value));
    }
}
