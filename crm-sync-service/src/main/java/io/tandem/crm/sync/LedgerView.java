package io.tandem.crm.sync;

import java.time.Instant;
import java.util.Map;

/**
 * A version of a record that was tried: what was sent, what came of it, and the CRM's own words. Version 0 is what a record
 * had that began in the CRM.
 */
record LedgerView(long version, SyncState state, int attempts, Map<String, String> fields, String words, Instant at) {}
