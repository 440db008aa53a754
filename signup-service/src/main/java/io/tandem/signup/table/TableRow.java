package io.tandem.signup.table;

import java.util.Map;

/**
 * A row of a table.
 *
 * @param line where it begins; of JSON its place in the array, from 1
 * @param cells what stands in the columns that are known, by their names
 * @param fault why it cannot be read, or null
 */
public record TableRow(long line, Map<String, String> cells, String fault) {}
