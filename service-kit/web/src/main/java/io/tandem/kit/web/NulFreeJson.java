package io.tandem.kit.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A JSON text that may not hold the character NUL, which PostgreSQL cannot store; only {@code \}{@code u0000} can. */
final class NulFreeJson extends FilterInputStream {
    private static final int AFTER_BACKSLASH = 1;
    private static final int AFTER_U = 2;
    private static final int AFTER_THREE_ZEROS = 5;

    private int state;

    NulFreeJson(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            accept(next);
        }
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset; i < offset + count; i++) {
            accept(buffer[i]);
        }
        return count;
    }

    private void accept(int next) {
        if (state == 0) {
            state = next == '\\' ? AFTER_BACKSLASH : 0;
        } else if (state == AFTER_BACKSLASH) {
            state = next == 'u' ? AFTER_U : 0;
        } else if (next != '0') {
            state = 0;
        } else if (state == AFTER_THREE_ZEROS) {
            throw Problem.badRequest("The body holds the character NUL, which is no text.");
        } else {
            state++;
        }
    }
}
