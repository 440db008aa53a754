package io.tandem.crm.sync;

import java.util.List;

/** A record in a connection with all that is known of how it came to be as it is. */
record SyncRecordDetailsView(
        SyncRecordView record, List<WhyView> fields, List<LedgerView> versions, List<SyncConflictView> conflicts) {}
