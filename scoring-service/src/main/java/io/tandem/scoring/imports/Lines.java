package io.tandem.scoring.imports;

import io.tandem.scoring.intake.HistoricCalls;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The rows of an upload of JSON lines. Of a row that is too long only so much is read as shows that. */
final class Lines implements Rows {
    private final InputStream in;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    @Override
    public byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() <= HistoricCalls.MOST_BYTES) {
                line.write(next);
            }
        }
        byte[] read = line.toByteArray();
        boolean carriageReturn = read.length > 0 && read[read.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(read, read.length - 1) : read;
    }
}
