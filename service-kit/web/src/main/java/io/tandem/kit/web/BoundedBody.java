package io.tandem.kit.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that may not grow over a size. */
final class BoundedBody extends FilterInputStream {
    private final long maxBytes;
    private long count;

    BoundedBody(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    boolean isEmpty() {
        return count == 0;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        count += read;
        if (count > maxBytes) {
            throw Problem.tooLarge(HttpFaults.detail(413, null)).header("Connection", "close");
        }
    }
}
