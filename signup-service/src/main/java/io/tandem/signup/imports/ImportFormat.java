package io.tandem.signup.imports;

import io.tandem.signup.table.Columns;
import io.tandem.signup.table.CsvTable;
import io.tandem.signup.table.JsonTable;
import io.tandem.signup.table.TableRow;
import java.io.InputStream;
import java.util.Iterator;

/** How a file is written. */
enum ImportFormat {
    CSV,
    JSON;

    Iterator<TableRow> read(InputStream content, Columns columns) {
        return this == CSV ? new CsvTable(content, columns) : new JsonTable(content, columns);
    }
}
