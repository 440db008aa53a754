package io.tandem.signup.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

/** A JSON array of flat objects, whose members are the columns; only one of them is in memory here. */
public final class JsonTable implements Iterator<TableRow> {
    private static final int MAX_FIELD = 64 * 1024;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_FIELD)
                    .maxNameLength(1_000)
                    .maxNestingDepth(20)
                    .build())
            .build();

    /** Of the parser's words what tells nothing here. */
    private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*");

    private final JsonParser parser;
    private final Columns columns;
    private JsonToken begins;
    private long read;

    /** @throws UnreadableTable if it is no array */
    public JsonTable(InputStream json, Columns columns) {
        this.columns = columns;
        try {
            parser = JSON.createParser(json);
        } catch (CharConversionException e) {
            throw notUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (token() != JsonToken.START_ARRAY) {
            throw new UnreadableTable("It has to be a JSON array of objects.");
        }
        begins = token();
    }

    @Override
    public boolean hasNext() {
        if (begins != JsonToken.END_ARRAY) {
            return true;
        }
        if (token() != null) {
            throw new UnreadableTable("Something follows after the end of the array.");
        }
        return false;
    }

    @Override
    public TableRow next() {
        read++;
        Map<String, String> cells = new HashMap<>();
        String fault = null;
        if (begins == JsonToken.START_OBJECT) {
            while (token() == JsonToken.FIELD_NAME) {
                fault = take(name(), cells, fault);
            }
        } else {
            skip();
            fault = "is no object";
        }
        begins = token();
        if (begins == null) {
            throw new UnreadableTable("The array does not end.");
        }
        return new TableRow(read, cells, fault);
    }

    /** Takes a member and returns the first thing that is wrong in the row. */
    private String take(String member, Map<String, String> cells, String fault) {
        String column = columns.named(member);
        JsonToken value = token();
        if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
            skip();
            return fault == null && column != null ? column + " must be a single value" : fault;
        }
        if (column == null || value == JsonToken.VALUE_NULL) {
            return fault;
        }
        boolean twice = cells.put(column, text()) != null;
        return fault == null && twice ? column + " is there twice" : fault;
    }

    private JsonToken token() {
        return read(JsonParser::nextToken);
    }

    private String name() {
        return read(JsonParser::currentName);
    }

    private String text() {
        return read(JsonParser::getText);
    }

    private void skip() {
        read(JsonParser::skipChildren);
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.from(parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = parser.currentLocation();
            throw new UnreadableTable("%s (line %d, column %d, object %d)"
                    .formatted(
                            START_MARKER.matcher(e.getOriginalMessage()).replaceAll(""),
                            at.getLineNr(),
                            at.getColumnNr(),
                            Math.max(1, read)));
        } catch (CharConversionException e) {
            throw notUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UnreadableTable notUtf8() {
        return new UnreadableTable("It is not UTF-8.");
    }

    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }
}
