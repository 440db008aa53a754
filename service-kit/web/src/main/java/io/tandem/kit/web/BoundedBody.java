package io.tandem.kit.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that may not grow over a size, be it as it came or as it inflates. */
public final class BoundedBody extends FilterInputStream {
    private final long maxBytes;
    private final String detail;
    private long count;

    BoundedBody(InputStream in, long maxBytes) {
        this(in, maxBytes, HttpFaults.detail(413, null));
    }

    /** @param detail what is told of a body that is larger */
    public BoundedBody(InputStream in, long maxBytes, String detail) {
        super(in);
        this.maxBytes = maxBytes;
        this.detail = detail;
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
            throw Problem.tooLarge(detail).header("Connection", "close");
        }
    }
}
