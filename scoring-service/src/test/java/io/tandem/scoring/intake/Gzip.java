package io.tandem.scoring.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Bodies as SDKs pack them, and as attackers do. */
public final class Gzip {
    private Gzip() {}

    public static byte[] of(String text) {
        return pack(text.getBytes(StandardCharsets.UTF_8), 1);
    }

    static byte[] ofSpaces(int bytes) {
        byte[] spaces = new byte[1024];
        Arrays.fill(spaces, (byte) ' ');
        return pack(spaces, bytes / spaces.length);
    }

    private static byte[] pack(byte[] content, int times) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
