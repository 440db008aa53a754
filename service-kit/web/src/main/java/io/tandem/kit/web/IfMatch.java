package io.tandem.kit.web;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;

/** The precondition of a change (RFC 9110, section 13.1.1): what is to be changed is still what its sender has read. */
public final class IfMatch {
    private IfMatch() {}

    /**
     * For changes that nobody may make unseen.
     *
     * @param sent the header as it came, or null
     * @param etag of what there is now, without quotes
     * @throws Problem 428 without the header, 412 where it names something else; both tell the present tag
     */
    public static void require(String sent, String etag) {
        if (sent == null || sent.isBlank()) {
            throw Problem.of(428, "Precondition Required", "Send the ETag of what you have read as If-Match.")
                    .header(HttpHeaders.ETAG, quoted(etag));
        }
        check(sent, etag);
    }

    /** For changes where the header may be left out. */
    public static void check(String sent, String etag) {
        if (sent == null || sent.isBlank() || sent.strip().equals("*")) {
            return;
        }
        // Strong comparison: a weak tag says that something may have changed.
        if (Arrays.stream(sent.split(",")).noneMatch(tag -> tag.strip().equals(quoted(etag)))) {
            throw Problem.of(412, "Precondition Failed", "It was changed meanwhile; read it again.")
                    .header(HttpHeaders.ETAG, quoted(etag));
        }
    }

    /** As it stands in a header. */
    public static String quoted(String etag) {
        return '"' + etag + '"';
    }
}
