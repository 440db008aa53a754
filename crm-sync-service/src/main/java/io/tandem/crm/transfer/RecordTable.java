package io.tandem.crm.transfer;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One kind of record as a table: a row for each record. */
interface RecordTable {
    TransferKind kind();

    /** In the order in which they are exported. Every table has {@code account_id} and {@code domain} besides. */
    List<Column> columns();

    /** All records, without private notes. */
    Stream<Map<String, String>> all();
}
