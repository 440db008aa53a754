package io.tandem.scoring.intake;

import io.tandem.kit.web.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The bytes of a request as their sender meant them. Inflating stops at the limit, however small the body was. */
final class Body {
    private Body() {}

    static byte[] inflated(byte[] sent, String encoding) {
        byte[] body =
                switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
                    case "", "identity" -> sent;
                    case "gzip", "x-gzip" -> gunzip(sent);
                    default -> throw Problem.of(415, "the body may be sent as it is or with gzip");
                };
        if (body.length > Limits.BATCH_BYTES) {
            throw Problem.tooLarge("the body has at most %d bytes".formatted(Limits.BATCH_BYTES));
        }
        return body;
    }

    private static byte[] gunzip(byte[] sent) {
        try (InputStream inflated = new GZIPInputStream(new ByteArrayInputStream(sent), 8 * 1024)) {
            return inflated.readNBytes(Limits.BATCH_BYTES + 1);
        } catch (IOException e) {
            throw Problem.badRequest("the body is not gzip");
        }
    }
}
