package io.tandem.scoring.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tandem.kit.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rows of a CSV file, whose header names the members of a call; {@code properties.plan} stands for a member of an
 * object, with one dot at most. Empty fields are members that are missing; members of objects that read as a number,
 * {@code true} or {@code false} are that.
 */
final class CsvRows implements Rows {
    private static final int MAX_ROW = 64 * 1024;
    /** A number of JSON, of few enough digits to be one and no account number. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");

    private static final Set<String> OBJECTS = Set.of("properties", "traits", "context");

    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private final ObjectMapper json;

    CsvRows(InputStream csv, ObjectMapper json) {
        this.json = json;
        records = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MAX_ROW)
                .ofCsvRecord(csv)
                .iterator();
        CsvRecord first = record();
        header = first == null
                ? List.of()
                : first.getFields().stream().map(String::strip).toList();
        if (!header.contains("type") || !header.contains("timestamp")) {
            throw Problem.badRequest("The first line has to name the columns, among them type and timestamp.");
        }
        if (Set.copyOf(header).size() < header.size()) {
            throw Problem.badRequest("The first line names a column twice.");
        }
        if (header.stream().anyMatch(OBJECTS::contains)) {
            throw Problem.badRequest("Members of properties, traits and context are named with a dot.");
        }
        List<String> deeper = header.stream().filter(CsvRows::isDeeper).toList();
        if (!deeper.isEmpty()) {
            throw Problem.badRequest("A column names a member of properties, traits or context with one dot; more have "
                    + String.join(", ", deeper) + ".");
        }
    }

    @Override
    public byte[] next() throws IOException {
        CsvRecord row = record();
        if (row == null) {
            return null;
        }
        if (row.getFieldCount() != header.size()) {
            // Not JSON, hence refused, with the row as it is for its reader.
            return json.writeValueAsBytes(row.getFields());
        }
        Map<String, Object> call = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!row.getField(i).isEmpty()) {
                put(call, header.get(i), row.getField(i));
            }
        }
        return json.writeValueAsBytes(call);
    }

    /** Whether a column means a member of a member, which a table cannot have. */
    private static boolean isDeeper(String column) {
        int dot = column.indexOf('.');
        return dot > 0 && OBJECTS.contains(column.substring(0, dot)) && column.indexOf('.', dot + 1) > 0;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> call, String column, String value) {
        int dot = column.indexOf('.');
        if (dot > 0 && OBJECTS.contains(column.substring(0, dot))) {
            ((Map<String, Object>) call.computeIfAbsent(column.substring(0, dot), name -> new LinkedHashMap<>()))
                    .put(column.substring(dot + 1), typed(value));
        } else {
            call.put(column, value);
        }
    }

    /** What JSON would write without quotes is no text: conditions and forecasts ask for numbers and truths. */
    private static Object typed(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        return NUMBER.matcher(value).matches() ? new BigDecimal(value) : value;
    }

    private CsvRecord record() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException fault) {
            throw Problem.badRequest("The file is no CSV: " + fault.getMessage());
        }
    }
}
