package io.tandem.scoring.prediction;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tandem.kit.web.Problem;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An uploaded table of past accounts, row by row: however large it is, only one row of it is in memory here. */
class OutcomeTable implements Iterator<OutcomeTable.Row> {
    private static final Set<String> OWN = Set.of("domain", "account_id", "outcome", "known_at", "as_of", "rule_score");
    private static final String KNOWN_AT = "_known_at";
    private static final int MAX_ROW = 64 * 1024;
    /** What a decoder puts in place of bytes that are no text. */
    private static final char UNREADABLE = '\uFFFD';

    private final Iterator<CsvRecord> records;
    private final List<String> header;

    /** @param refusal null if the row could be read */
    record Row(long line, OutcomeReader.Written written, String refusal) {}

    /** @throws Problem 400 if it has no header with an account, an outcome and a time */
    OutcomeTable(InputStream csv) {
        records = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_ROW)
                .ofCsvRecord(csv)
                .iterator();
        header = hasNext() ? record().getFields().stream().map(String::strip).toList() : List.of();
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!seen.add(column)) {
                throw Problem.badRequest("The column " + column + " is there twice.");
            }
        }
        if (seen.contains("domain") == seen.contains("account_id")
                || !seen.contains("outcome")
                || !seen.contains("known_at")) {
            throw Problem.badRequest(
                    "The first line has to name the columns: outcome, known_at, and either domain or" + " account_id.");
        }
        if (header.size() > OWN.size() + 2 * OutcomeReader.MOST_FIELDS) {
            throw Problem.badRequest("There may be at most " + OutcomeReader.MOST_FIELDS + " further columns.");
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Row next() {
        CsvRecord row = record();
        long line = row.getStartingLineNumber();
        if (row.getFieldCount() != header.size()) {
            return new Row(line, null, "has " + row.getFieldCount() + " fields where the header has " + header.size());
        }
        if (row.getFields().stream().anyMatch(field -> field.indexOf(UNREADABLE) >= 0 || field.indexOf('\0') >= 0)) {
            return new Row(line, null, "is not UTF-8 text");
        }
        Map<String, String> own = new HashMap<>();
        Map<String, Object> fields = new HashMap<>();
        Map<String, String> fieldsKnownAt = new HashMap<>();
        for (int place = 0; place < header.size(); place++) {
            String column = header.get(place);
            String text = row.getField(place);
            if (text.isBlank()) {
                continue;
            }
            if (OWN.contains(column)) {
                own.put(column, text);
            } else if (column.endsWith(KNOWN_AT)) {
                fieldsKnownAt.put(column.substring(0, column.length() - KNOWN_AT.length()), text);
            } else {
                fields.put(column, text);
            }
        }
        return new Row(
                line,
                new OutcomeReader.Written(
                        own.get("domain"),
                        own.get("account_id"),
                        own.get("outcome"),
                        own.get("known_at"),
                        own.get("as_of"),
                        own.get("rule_score"),
                        fields,
                        fieldsKnownAt),
                null);
    }

    private CsvRecord record() {
        try {
            return records.next();
        } catch (CsvParseException e) {
            throw unreadable(e);
        }
    }

    private static Problem unreadable(CsvParseException fault) {
        return Problem.badRequest("The table cannot be read to its end; the rows before are taken, and it may be sent"
                + " again as a whole: " + fault.getMessage());
    }
}
