package io.tandem.routing.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/**
 * A row as {@code COPY … (FORMAT binary)} sends it: the number of its columns, then of each the length, or -1 for null, and
 * the value as its type's send function writes it. See "Binary Format" under COPY in PostgreSQL's documentation.
 */
final class CopiedRow {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final ByteBuffer in;

    CopiedRow(byte[] row) {
        in = ByteBuffer.wrap(row);
        in.getShort();
    }

    /** What follows the header, which stands before the first row of all, or null where nothing does. */
    static byte[] afterHeader(byte[] first) {
        if (first == null || !Arrays.equals(first, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new IllegalStateException("PostgreSQL sent no binary rows");
        }
        int flags = Integer.BYTES;
        int extension = ByteBuffer.wrap(first).getInt(SIGNATURE.length + flags);
        return Arrays.copyOfRange(first, SIGNATURE.length + flags + Integer.BYTES + extension, first.length);
    }

    /** False for the end, which says -1 instead of a number of columns, and for what has no row in it. */
    static boolean isOne(byte[] bytes) {
        return bytes.length > Short.BYTES;
    }

    UUID id() {
        in.getInt();
        return new UUID(in.getLong(), in.getLong());
    }

    Instant time() {
        in.getInt();
        return EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
    }

    String text() {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    byte[] bytes() {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
