package io.tandem.signup.tokens;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads tokens: the id of what they stand for and an end of time, with an HMAC under the key that all instances share. A
 * token of one purpose is worth nothing for another.
 */
@ApplicationScoped
public class SignedTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int PAYLOAD_BYTES = 3 * Long.BYTES;
    private static final int TOKEN_BYTES = PAYLOAD_BYTES + 32;

    private final Database database;
    private volatile byte[] key;

    SignedTokens(Database database) {
        this.database = database;
    }

    /** What a genuine token says. Whether it is still good is for the reader to decide. */
    public record Signed(UUID subject, Instant expiresAt) {}

    public String sign(Purpose purpose, UUID subject, Instant expiresAt) {
        byte[] payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(subject.getMostSignificantBits())
                .putLong(subject.getLeastSignificantBits())
                .putLong(expiresAt.getEpochSecond())
                .array();
        byte[] token = Arrays.copyOf(payload, TOKEN_BYTES);
        byte[] mac = mac(purpose, payload);
        System.arraycopy(mac, 0, token, PAYLOAD_BYTES, mac.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Empty for anything that was not signed here for that purpose. */
    public Optional<Signed> read(Purpose purpose, String token) {
        byte[] bytes = decoded(token);
        if (bytes.length != TOKEN_BYTES) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(bytes, PAYLOAD_BYTES);
        byte[] mac = Arrays.copyOfRange(bytes, PAYLOAD_BYTES, TOKEN_BYTES);
        if (!MessageDigest.isEqual(mac, mac(purpose, payload))) {
            return Optional.empty();
        }
        ByteBuffer said = ByteBuffer.wrap(payload);
        UUID subject = new UUID(said.getLong(), said.getLong());
        return Optional.of(new Signed(subject, Instant.ofEpochSecond(said.getLong())));
    }

    private static byte[] decoded(String token) {
        try {
            return token == null ? new byte[0] : Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private byte[] mac(Purpose purpose, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            mac.update(purpose.name().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = database.query("SELECT key FROM signing_key", values -> {}, row -> row.getBytes("key"))
                    .get(0);
            key = known;
        }
        return known;
    }
}
