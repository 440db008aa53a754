package io.tandem.crm.transfer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.contracts.AccountId;
import io.tandem.crm.caller.Author;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RegistrableDomain;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Takes tables of records in and gives them out. Each row is a transaction: what a kill leaves undone the same file does
 * when it is sent again, and what was done stays as it is.
 */
@ApplicationScoped
class TransferService {
    private static final Logger LOG = Logger.getLogger(TransferService.class);
    private static final int MOST_ROWS = 5_000;
    private static final int LONGEST_EXPORT_SECONDS = 900;
    private static final int MAX_FIELD = 64 * 1024;
    private static final List<Column> OF_ACCOUNT = List.of(Column.id("account_id"), Column.text("domain", 253));
    private static final String FORMULA = "=+-@\t\r'";

    private final Map<TransferKind, RecordTable> tables = new EnumMap<>(TransferKind.class);

    TransferService(@All List<RecordTable> all) {
        all.forEach(table -> tables.put(table.kind(), table));
    }

    private enum Became {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /** What a row would have become is known; nothing of it is kept. */
    private static final class OnlyTried extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Became became;

        OnlyTried(Became became) {
            super(null, null, false, false);
            this.became = became;
        }
    }

    void export(TransferKind kind, OutputStream out) throws IOException {
        RecordTable table = tables.get(kind);
        List<String> names = columns(table).stream().map(Column::name).toList();
        // Closed only once all is written: who closes it before a failure is answered makes a whole file of a part.
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(names);
        QuarkusTransaction.requiringNew().timeout(LONGEST_EXPORT_SECONDS).run(() -> {
            try (Stream<Map<String, String>> rows = table.all()) {
                rows.forEach(row -> csv.writeRecord(
                        names.stream().map(name -> harmless(row.get(name))).toList()));
            }
        });
        csv.close();
    }

    ImportReportView take(TransferKind kind, InputStream file, boolean dryRun, Author author) {
        if (!(tables.get(kind) instanceof ImportedTable table)) {
            throw Problem.notFound("Records of the kind " + kind.path() + " are only exported.");
        }
        Map<Became, Integer> counts = new EnumMap<>(Became.class);
        List<ImportReportView.RefusedRow> refused = new ArrayList<>();
        List<NamedCsvRecord> rows = read(file, table);
        for (NamedCsvRecord row : rows) {
            List<String> faults = new ArrayList<>();
            Map<String, String> cells = cells(row, table, faults);
            if (faults.isEmpty()) {
                try {
                    counts.merge(take(table, cells, dryRun, author, faults), 1, Integer::sum);
                } catch (Problem refusal) {
                    faults.add(refusal.getMessage());
                } catch (IllegalArgumentException incomplete) {
                    faults.add(incomplete.getMessage());
                } catch (RuntimeException failure) {
                    LOG.errorf(failure, "A row of %s could not be kept", kind);
                    faults.add("could not be kept, and nothing of it was; it may be sent again");
                }
            }
            if (!faults.isEmpty()) {
                refused.add(new ImportReportView.RefusedRow(row.getStartingLineNumber(), faults));
            }
        }
        return new ImportReportView(
                dryRun,
                rows.size(),
                counts.getOrDefault(Became.CREATED, 0),
                counts.getOrDefault(Became.UPDATED, 0),
                counts.getOrDefault(Became.UNCHANGED, 0),
                refused);
    }

    private static Became take(
            ImportedTable table, Map<String, String> cells, boolean dryRun, Author author, List<String> faults) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                Optional<Map<String, String>> held = table.held(new Cells(cells));
                Map<String, String> wanted = new LinkedHashMap<>(held.orElse(Map.of()));
                wanted.putAll(cells);
                held.ifPresent(row -> wanted.put("account_id", row.get("account_id")));
                Became became = held.map(row -> row.equals(wanted) ? Became.UNCHANGED : Became.UPDATED)
                        .orElse(Became.CREATED);
                Cells row = new Cells(wanted);
                List<String> wrong = table.faults(row);
                if (!wrong.isEmpty()) {
                    throw new IllegalArgumentException(String.join("; ", wrong));
                }
                if (became != Became.UNCHANGED) {
                    table.write(row, author);
                }
                if (dryRun) {
                    throw new OnlyTried(became);
                }
                return became;
            });
        } catch (OnlyTried tried) {
            return tried.became;
        }
    }

    /** The cells that are not empty, in canonical form: what a file does not say stays as it is. */
    private static Map<String, String> cells(NamedCsvRecord row, RecordTable table, List<String> faults) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (Column column : columns(table)) {
            if (column.derived()) {
                continue;
            }
            String text =
                    row.findField(column.name()).map(TransferService::asWritten).orElse("");
            if (text.isEmpty()) {
                if (column.required()) {
                    faults.add(column.name() + " is required");
                }
                continue;
            }
            if (text.indexOf('\0') >= 0) {
                faults.add(column.name() + " must not contain the character NUL");
                continue;
            }
            try {
                cells.put(column.name(), column.canonical().apply(text));
            } catch (IllegalArgumentException fault) {
                faults.add(column.name() + " " + fault.getMessage());
            }
        }
        String domain = cells.remove("domain");
        if (cells.get("account_id") == null) {
            Optional<String> registrable = domain == null ? Optional.empty() : RegistrableDomain.of(domain);
            if (registrable.isEmpty()) {
                faults.add("account_id or domain must tell whose it is");
            } else {
                cells.put("account_id", AccountId.ofDomain(registrable.get()).toString());
            }
        }
        return cells;
    }

    private static List<NamedCsvRecord> read(InputStream file, RecordTable table) {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_FIELD)
                .build(NamedCsvRecordHandler.builder().maxFieldSize(MAX_FIELD).build(), file)) {
            for (NamedCsvRecord row : csv) {
                rows.add(row);
                if (rows.size() > MOST_ROWS) {
                    throw Problem.badRequest("A file may hold " + MOST_ROWS + " rows; send the others in another.");
                }
            }
        } catch (CsvParseException | IOException unreadable) {
            throw Problem.badRequest("The file cannot be read as CSV: " + unreadable.getMessage());
        }
        List<String> header = rows.isEmpty() ? List.of() : rows.get(0).getHeader();
        Stream<String> owner = OF_ACCOUNT.stream().map(Column::name).anyMatch(header::contains)
                ? Stream.empty()
                : Stream.of("account_id or domain");
        Stream<String> own = table.columns().stream()
                .filter(Column::required)
                .map(Column::name)
                .filter(name -> !header.contains(name));
        List<String> missing = Stream.concat(owner, own).toList();
        if (!missing.isEmpty()) {
            throw Problem.badRequest("The first line has to name the columns, and rows have to follow; missing: "
                    + String.join(", ", missing) + ".");
        }
        return rows;
    }

    private static List<Column> columns(RecordTable table) {
        return Stream.concat(OF_ACCOUNT.stream(), table.columns().stream()).toList();
    }

    /** Spreadsheets carry out what begins like a formula, whoever wrote it. */
    private static String harmless(String cell) {
        return cell != null && !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String asWritten(String cell) {
        String text = cell.strip();
        return text.length() > 1 && text.charAt(0) == '\'' && FORMULA.indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }
}
