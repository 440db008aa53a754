package io.tandem.crm.sync;

import io.tandem.crm.domain.SyncField;
import java.util.Map;
import java.util.UUID;

/**
 * A record as we have it.
 *
 * @param accountId whose it is
 * @param companyId the account that counts for it in a CRM: its own, or the one that this is a part of
 * @param values in their canonical form; null or absent for none
 */
record OurRecord(UUID id, UUID accountId, UUID companyId, Map<SyncField, String> values) {}
