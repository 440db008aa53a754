package io.tandem.routing.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Writes values one after the other without their names; {@link CompactReader} reads them in the same order. */
final class CompactWriter {
    private ByteBuffer out = ByteBuffer.allocate(512);

    byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    void writeByte(int value) {
        room(1).put((byte) value);
    }

    void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Small ones take few bytes. */
    void writeLong(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            writeByte((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        writeByte((int) left);
    }

    void writeDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    void writeId(UUID id) {
        room(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /** Null has the length 0, and a text its length and one. */
    void writeText(String text) {
        if (text == null) {
            writeByte(0);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeLong(bytes.length + 1L);
        room(bytes.length).put(bytes);
    }

    void writeEnum(Enum<?> value) {
        writeByte(value == null ? -1 : value.ordinal());
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(2 * (out.capacity() + bytes));
            out = larger.put(out.flip());
        }
        return out;
    }
}
