package io.tandem.kit.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Makes a key opaque, so that clients do not come to depend on its form. */
final class Cursor {
    private static final int MAX_LENGTH = 1024;

    private Cursor() {}

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String decode(String cursor) {
        try {
            if (cursor.length() <= MAX_LENGTH) {
                var key = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                        .toString();
                if (!key.isEmpty() && key.indexOf('\0') < 0) {
                    return key;
                }
            }
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            // Falls through to the same answer as any other cursor that was not handed out.
        }
        throw badCursor();
    }

    static Problem badCursor() {
        return RequestFaults.problem("cursor", "is not a cursor of this list");
    }
}
