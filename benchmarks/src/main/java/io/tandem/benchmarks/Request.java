package io.tandem.benchmarks;

import java.nio.charset.StandardCharsets;

/** What one connection sends, again and again. Not for two threads. */
interface Request {
    /** The bytes to send next, good until the next call. */
    byte[] next();

    /** Whether what was sent last got the answer that is counted as success. */
    default boolean succeeded(HttpConnection answered) {
        return answered.isOk();
    }

    /** The same for every sending. */
    static Request get(String path) {
        byte[] bytes =
                "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path).getBytes(StandardCharsets.US_ASCII);
        return () -> bytes;
    }
}
