package io.tandem.signup.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CSV in UTF-8 (or UTF-16 with its mark) whose first line names the columns; only one row of it is in memory here. */
public final class CsvTable implements Iterator<TableRow> {
    private static final int MAX_FIELD = 64 * 1024;
    private static final int MAX_FIELDS = 500;
    private static final int MAX_RECORD = 256 * 1024;
    /** What a decoder puts in place of bytes that are no text. */
    private static final char UNREADABLE = '\uFFFD';

    private final Iterator<CsvRecord> records;
    private final int width;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    /** @throws UnreadableTable if it has no usable header */
    public CsvTable(InputStream csv, Columns columns) {
        records = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_FIELD)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MAX_FIELDS)
                                .maxFieldSize(MAX_FIELD)
                                .maxRecordSize(MAX_RECORD)
                                .build(),
                        csv)
                .iterator();
        List<String> header = hasNext() ? record().getFields() : List.of();
        width = header.size();
        for (int place = 0; place < width; place++) {
            String column = columns.named(header.get(place));
            if (column != null && places.put(column, place) != null) {
                throw new UnreadableTable("The column " + column + " is there twice.");
            }
        }
        if (!places.keySet().containsAll(columns.required())) {
            throw new UnreadableTable("The first line has to name the columns, "
                    + String.join(" and ", columns.required().stream().sorted().toList()) + " among them.");
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException e) {
            throw new UnreadableTable(e.getMessage());
        }
    }

    @Override
    public TableRow next() {
        CsvRecord row = record();
        Map<String, String> cells = new HashMap<>();
        places.forEach((column, place) -> {
            if (place < row.getFieldCount()) {
                cells.put(column, row.getField(place));
            }
        });
        return new TableRow(row.getStartingLineNumber(), cells, fault(row));
    }

    private String fault(CsvRecord row) {
        if (row.getFieldCount() != width) {
            return "has " + row.getFieldCount() + " fields where the header has " + width;
        }
        return row.getFields().stream().anyMatch(field -> field.indexOf(UNREADABLE) >= 0) ? "is not UTF-8" : null;
    }

    private CsvRecord record() {
        try {
            return records.next();
        } catch (CsvParseException e) {
            throw new UnreadableTable(e.getMessage());
        }
    }
}
