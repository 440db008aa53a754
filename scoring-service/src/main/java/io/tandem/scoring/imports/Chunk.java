package io.tandem.scoring.imports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some rows of an upload as they wait in the database.
 *
 * @param content lines of JSON
 */
record Chunk(long firstRow, byte[] content) {
    /** Blank ones too, so that each has its number. */
    List<byte[]> rows() {
        List<byte[]> rows = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                rows.add(Arrays.copyOfRange(content, start, i));
                start = i + 1;
            }
        }
        return rows;
    }

    /** What is left after the first rows. */
    Chunk without(int rows) {
        int start = 0;
        for (int left = rows; left > 0; start++) {
            left -= content[start] == '\n' ? 1 : 0;
        }
        return new Chunk(firstRow + rows, Arrays.copyOfRange(content, start, content.length));
    }

    static boolean isBlank(byte[] row) {
        return new String(row, StandardCharsets.UTF_8).isBlank();
    }
}
