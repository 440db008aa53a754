package io.tandem.signup.imports;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The files in the database, in parts: never a whole one in memory, and every part safe before the next is read. What
 * stays of one that broke off is dropped later.
 */
@ApplicationScoped
class ImportContent {
    private static final int PART = 1 << 20;

    private final Database database;

    ImportContent(Database database) {
        this.database = database;
    }

    /** Passes a file through to whoever reads it, and stores it on the way. */
    StoringStream storing(UUID importId, InputStream content) {
        return new StoringStream(
                content,
                (place, part) -> database.update(
                        "INSERT INTO import_content (import_id, place, content) VALUES (?, ?, ?)",
                        values -> values.add(importId).add(place).add(part)));
    }

    InputStream read(UUID importId) {
        return new StoredStream(importId);
    }

    private byte[] part(UUID importId, int place) {
        List<byte[]> found = database.query(
                "SELECT content FROM import_content WHERE import_id = ? AND place = ?",
                values -> values.add(importId).add(place),
                row -> row.getBytes(1));
        return found.isEmpty() ? null : found.get(0);
    }

    interface Parts {
        void store(int place, byte[] part);
    }

    static final class StoringStream extends InputStream {
        private final InputStream content;
        private final Parts parts;
        private final MessageDigest digest = digest();
        private final byte[] buffer = new byte[PART];
        private int filled;
        private int places;
        private long bytes;

        private StoringStream(InputStream content, Parts parts) {
            this.content = content;
            this.parts = parts;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = content.read(target, offset, Math.min(length, PART));
            if (read > 0) {
                digest.update(target, offset, read);
                bytes += read;
                keep(target, offset, read);
            }
            return read;
        }

        private void keep(byte[] source, int offset, int length) {
            int fits = Math.min(length, PART - filled);
            System.arraycopy(source, offset, buffer, filled, fits);
            filled += fits;
            if (filled == PART) {
                parts.store(places++, buffer);
                filled = 0;
                keep(source, offset + fits, length - fits);
            }
        }

        /** To be called when all was read. */
        Stored stored() {
            if (filled > 0) {
                parts.store(places++, Arrays.copyOf(buffer, filled));
                filled = 0;
            }
            return new Stored(bytes, HexFormat.of().formatHex(digest.digest()));
        }

        private static MessageDigest digest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    record Stored(long bytes, String hash) {}

    private final class StoredStream extends InputStream {
        private final UUID importId;
        private InputStream part = new ByteArrayInputStream(new byte[0]);
        private int next;

        private StoredStream(UUID importId) {
            this.importId = importId;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = part.read(target, offset, length);
            if (read >= 0) {
                return read;
            }
            byte[] content = part(importId, next++);
            if (content == null) {
                return -1;
            }
            part = new ByteArrayInputStream(content);
            return part.read(target, offset, length);
        }
    }
}
