package io.tandem.signup.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** All refused rows of an import as one table, page by page. */
@ApplicationScoped
class RefusalReport {
    private static final int PAGE = 500;
    private static final String FORMULA = "=+-@\t\r";

    private final ImportService imports;
    private final RowRepository rows;

    RefusalReport(ImportService imports, RowRepository rows) {
        this.imports = imports;
        this.rows = rows;
    }

    void write(UUID id, OutputStream out) throws IOException {
        Set<String> columns = new TreeSet<>(rows.columns(id));
        // Closed only once all is written: who closes it before a failure is answered makes a whole file of a part.
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        List<String> header = new ArrayList<>(List.of("line", "reasons"));
        header.addAll(columns);
        csv.writeRecord(header);
        long after = 0;
        List<ImportRowView> page;
        do {
            page = imports.rows(id, Optional.of(Outcome.REFUSED), after, PAGE);
            for (ImportRowView row : page) {
                csv.writeRecord(record(row, columns));
                after = row.line();
            }
        } while (page.size() == PAGE);
        csv.close();
    }

    private static List<String> record(ImportRowView row, Set<String> columns) {
        List<String> record = new ArrayList<>(List.of(Long.toString(row.line()), String.join("; ", row.reasons())));
        columns.forEach(column ->
                record.add(harmless(row.cells() == null ? null : row.cells().get(column))));
        return record;
    }

    /** Spreadsheets carry out what begins like a formula, whoever wrote it. */
    private static String harmless(String cell) {
        return cell != null && !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
