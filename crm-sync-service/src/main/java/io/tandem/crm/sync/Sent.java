package io.tandem.crm.sync;

import io.tandem.crm.domain.SyncField;
import java.time.Instant;
import java.util.Map;

/**
 * What became of one claimed record.
 *
 * @param state the state to which it comes unless it changed meanwhile
 * @param written what was sent, by field
 * @param held what the CRM holds of it afterwards
 * @param failed whether it counts as a failed attempt
 * @param theirsAt when it was changed in the CRM by this, by its clock; null if the CRM did not say
 */
record Sent(
        QueuedRecord record,
        SyncState state,
        String remoteId,
        String remoteLink,
        Map<SyncField, String> written,
        Map<SyncField, String> held,
        String words,
        boolean failed,
        Instant theirsAt) {

    static Sent nothingToSend(QueuedRecord record) {
        return unanswered(record, SyncState.SENT, Map.of(), null, false);
    }

    /** Tried again after a while. */
    static Sent later(QueuedRecord record, String words) {
        return unanswered(record, SyncState.PENDING, Map.of(), words, true);
    }

    /** Tried again as soon as the CRM may be called: it is not to blame. */
    static Sent released(QueuedRecord record, String words) {
        return unanswered(record, SyncState.PENDING, Map.of(), words, false);
    }

    /** The CRM has it already, as this. */
    static Sent found(QueuedRecord record, String remoteId, String words) {
        return new Sent(
                record, SyncState.PENDING, remoteId, record.remoteLink(), Map.of(), Map.of(), words, true, null);
    }

    boolean isFound() {
        return state == SyncState.PENDING && written.isEmpty() && record.remoteId() == null && remoteId != null;
    }

    static Sent ended(QueuedRecord record, SyncState state, Map<SyncField, String> tried, String words) {
        return unanswered(record, state, tried, words, state != SyncState.SENT);
    }

    /** The CRM did not say what it holds, so it stands where it stood. */
    private static Sent unanswered(
            QueuedRecord record, SyncState state, Map<SyncField, String> tried, String words, boolean failed) {
        return new Sent(record, state, record.remoteId(), record.remoteLink(), tried, Map.of(), words, failed, null);
    }

    /** It turned out to be the same as another record of ours there. */
    Sent merged() {
        return new Sent(
                record,
                SyncState.MERGED,
                remoteId,
                remoteLink,
                written,
                Map.of(),
                KnownRecords.mergedInto(remoteId),
                false,
                null);
    }
}
