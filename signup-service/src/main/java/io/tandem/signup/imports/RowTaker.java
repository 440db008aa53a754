package io.tandem.signup.imports;

import io.tandem.signup.table.Columns;
import io.tandem.signup.table.TableRow;
import java.util.List;

/** Knows what to do with the rows of one kind of file. */
interface RowTaker {
    ImportKind kind();

    Columns columns();

    /** Takes some rows by sets, in the caller's transaction. */
    List<RowResult> take(BulkImport work, List<TableRow> rows);

    /** Tells what taking the rows would do, and does nothing. */
    List<RowResult> preview(BulkImport work, List<TableRow> rows);
}
