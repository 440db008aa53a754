package io.tandem.crm.connector;

import java.util.List;

/**
 * Some of what changed.
 *
 * @param position where to go on the next time
 * @param more whether there is more already
 */
public record ChangePage(List<CrmRecord> records, String position, boolean more) {}
