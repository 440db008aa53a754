package io.tandem.crm.satisfaction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and reads the token of a link: the survey's id, with an HMAC under the key that all instances share. */
@ApplicationScoped
class SurveyTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 2 * Long.BYTES;
    private static final int TOKEN_BYTES = ID_BYTES + 32;

    private final EntityManager entities;
    private volatile byte[] key;

    SurveyTokens(EntityManager entities) {
        this.entities = entities;
    }

    String sign(UUID survey) {
        byte[] id = ByteBuffer.allocate(ID_BYTES)
                .putLong(survey.getMostSignificantBits())
                .putLong(survey.getLeastSignificantBits())
                .array();
        byte[] token = Arrays.copyOf(id, TOKEN_BYTES);
        System.arraycopy(mac(id), 0, token, ID_BYTES, TOKEN_BYTES - ID_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Empty for anything that was not signed here. */
    Optional<UUID> read(String token) {
        byte[] bytes = decoded(token);
        if (bytes.length != TOKEN_BYTES) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOf(bytes, ID_BYTES);
        if (!MessageDigest.isEqual(mac(id), Arrays.copyOfRange(bytes, ID_BYTES, TOKEN_BYTES))) {
            return Optional.empty();
        }
        ByteBuffer survey = ByteBuffer.wrap(id);
        return Optional.of(new UUID(survey.getLong(), survey.getLong()));
    }

    private static byte[] decoded(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private byte[] mac(byte[] id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            return mac.doFinal(id);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private byte[] key() {
        if (key == null) {
            key = (byte[]) entities.createNativeQuery("select key from survey_key", byte[].class)
                    .getSingleResult();
        }
        return key;
    }
}
