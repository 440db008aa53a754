package io.tandem.crm.transfer;

import java.util.List;

/**
 * What became of the rows of a file.
 *
 * @param dryRun nothing was kept: this is what would have become of them
 * @param refused rows that were left out, with all that is wrong with each
 */
record ImportReportView(boolean dryRun, int rows, int created, int updated, int unchanged, List<RefusedRow> refused) {

    /** A row that was left out; the line is that of the file, from 1. */
    record RefusedRow(long line, List<String> faults) {}
}
