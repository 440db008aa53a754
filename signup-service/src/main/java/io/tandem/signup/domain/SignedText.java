package io.tandem.signup.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A text that its reader can trust to be ours and of this time: {@code text_expiry_signature}. */
public final class SignedText {
    private static final String ALGORITHM = "HmacSHA256";

    private SignedText() {}

    public static String of(String text, Instant expiresAt, byte[] key) {
        String signed = text + "_" + expiresAt.getEpochSecond();
        return signed + "_" + signature(signed, key);
    }

    /** The text, if nobody altered it and its time is not over. */
    public static Optional<String> read(String token, Instant now, byte[] key) {
        String[] parts = token.split("_", 3);
        if (parts.length < 3 || !isEqual(signature(parts[0] + "_" + parts[1], key), parts[2])) {
            return Optional.empty();
        }
        return now.getEpochSecond() < Long.parseLong(parts[1]) ? Optional.of(parts[0]) : Optional.empty();
    }

    private static String signature(String text, byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
