package io.tandem.crm.transfer;

import io.tandem.crm.caller.Author;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Records that are also taken in, in the same columns. */
interface ImportedTable extends RecordTable {
    /** The record that a row is about as it is held now, or empty; the row has its account. */
    Optional<Map<String, String>> held(Cells row);

    /** Writes a record as the row says. */
    void write(Cells row, Author author);

    /** What is wrong beyond single cells. */
    default List<String> faults(Cells row) {
        return List.of();
    }

    /** The id in the row, else one that the same row always has. */
    static UUID id(Cells row, String kind, String... naming) {
        UUID given = row.id("id");
        if (given != null) {
            return given;
        }
        String name = kind + Arrays.stream(naming).map(row::text).collect(Collectors.joining("\n", "\n", ""));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
