package io.tandem.signup.web;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** A file that browsers fetch. They ask again after minutes, so that a mended form reaches every site soon. */
final class Asset {
    private static final int FRESH_SECONDS = 300;

    private final byte[] content;
    private final String type;
    private final EntityTag tag;

    private Asset(byte[] content, String type) {
        this.content = content;
        this.type = type;
        this.tag = new EntityTag(digest(content));
    }

    static Asset read(String name, String type) {
        try (InputStream file = Objects.requireNonNull(Asset.class.getResourceAsStream("/forms/" + name), name)) {
            return new Asset(file.readAllBytes(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Response answer(Request request) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged != null ? unchanged : Response.ok(content, type))
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + FRESH_SECONDS)
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().toHexDigits(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
