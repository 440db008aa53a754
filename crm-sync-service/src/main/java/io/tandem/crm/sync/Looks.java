package io.tandem.crm.sync;

import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.sync.KnownRecords.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What a page of the CRM says of records of ours, and which of them have to be looked at once more. */
final class Looks {
    private final Connection connection;
    private final DealStages stages;
    private final Map<UUID, OurRecord> ours;
    private final Instant askedAt;
    private final List<Look> looks = new ArrayList<>();
    private final List<String> again = new ArrayList<>();

    Looks(Connection connection, DealStages stages, Map<UUID, OurRecord> ours, Instant askedAt) {
        this.connection = connection;
        this.stages = stages;
        this.ours = ours;
        this.askedAt = askedAt;
    }

    List<Look> looks() {
        return looks;
    }

    /** The CRM's ids of what was shown as it may have been before our last word came there. */
    List<String> again() {
        return again;
    }

    /** @param known records of ours that it stands for: first those under its own id, then those that were merged into it */
    void at(CrmRecord record, List<QueuedRecord> known) {
        if (record.deleted()) {
            known.forEach(queued -> looks.add(Look.gone(queued, record)));
            return;
        }
        List<QueuedRecord> there = known.stream()
                .filter(queued -> ours.containsKey(queued.id()) && !queued.madeThere())
                .toList();
        // It can be one of ours only: the first that did not end before.
        QueuedRecord one = there.stream()
                .filter(queued -> queued.state() != SyncState.GONE && queued.state() != SyncState.MERGED)
                .findFirst()
                .orElse(null);
        for (QueuedRecord queued : there) {
            if (queued.equals(one) || (one == null && queued.state() == SyncState.GONE)) {
                look(record, queued);
            } else if (one != null && queued.state() != SyncState.GONE) {
                looks.add(Look.merged(queued, record));
            }
        }
    }

    private void look(CrmRecord record, QueuedRecord queued) {
        boolean isOld = isOlderThanKnown(record, queued);
        boolean isUnsure = !isOld && isAskedBeforeOurLastWord(queued, askedAt);
        if (isUnsure) {
            again.add(record.remoteId());
        }
        if (!isOld && !isUnsure) {
            OurRecord own = ours.get(queued.id());
            looks.add(Look.at(
                    queued,
                    record,
                    Seen.of(queued, own, stages.heard(record, own, queued), Incoming.kept(connection, queued))));
        } else if (!Objects.equals(record.remoteId(), queued.remoteId())) {
            looks.add(Look.at(queued, record, Seen.NOTHING));
        }
    }

    /** A search may show what a record was like before a change that we know of. */
    static boolean isOlderThanKnown(CrmRecord record, QueuedRecord queued) {
        return record.changedAt() != null
                && queued.theirsAt() != null
                && record.changedAt().isBefore(queued.theirsAt());
    }

    /** The answer to the last write came after this was asked for: which of them was first there, nobody knows. */
    static boolean isAskedBeforeOurLastWord(QueuedRecord queued, Instant askedAt) {
        return queued.sentAt() != null && !queued.sentAt().isBefore(askedAt);
    }
}
