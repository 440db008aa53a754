package io.tandem.routing.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads what {@link CompactWriter} wrote. */
final class CompactReader {
    private final ByteBuffer in;

    CompactReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    int readByte() {
        return in.get();
    }

    boolean readBoolean() {
        return in.get() != 0;
    }

    long readLong() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    double readDouble() {
        return in.getDouble();
    }

    UUID readId() {
        return new UUID(in.getLong(), in.getLong());
    }

    String readText() {
        int length = (int) readLong() - 1;
        if (length < 0) {
            return null;
        }
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    <E> E readEnum(E[] values) {
        int ordinal = in.get();
        return ordinal < 0 ? null : values[ordinal];
    }
}
