package io.tandem.scoring.imports;

/**
 * A row that was not taken.
 *
 * @param row counted from 1; the header of a CSV file is none
 * @param content as sent, at most 1,000 characters of it
 */
record EventImportRefusal(long row, String reason, String content) {}
