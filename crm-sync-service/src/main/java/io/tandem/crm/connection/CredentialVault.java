package io.tandem.crm.connection;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps credentials encrypted (AES-256-GCM) with a key that the database does not have. Whose they are is a part of
 * what is authenticated, so that nobody can move them to a connection that points elsewhere.
 */
@ApplicationScoped
class CredentialVault {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final TypeReference<Map<String, String>> CREDENTIALS = new TypeReference<>() {};

    private final ConnectionConfig config;
    private final ObjectMapper json;
    private final SecureRandom random = new SecureRandom();

    CredentialVault(ConnectionConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    byte[] seal(UUID connectionId, Map<String, String> credentials) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, connectionId, nonce).doFinal(json.writeValueAsBytes(credentials));
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Credentials could not be encrypted", e);
        }
    }

    /** @throws IllegalStateException if they were encrypted with another key, or for another connection */
    Map<String, String> open(UUID connectionId, byte[] sealed) {
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return json.readValue(
                    cipher(Cipher.DECRYPT_MODE, connectionId, nonce).doFinal(sealed, NONCE, sealed.length - NONCE),
                    CREDENTIALS);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The credentials were encrypted with another key", e);
        }
    }

    private Cipher cipher(int mode, UUID connectionId, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(connectionId.toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKeySpec key() {
        byte[] key = Base64.getDecoder()
                .decode(
                        config.secretKey()
                                .orElseThrow(
                                        () -> Problem.unavailable(
                                                "TANDEM_CRM_SECRET_KEY is not set (32 bytes in base64): credentials could not be kept safely.")));
        if (key.length != 32) {
            throw new IllegalStateException("TANDEM_CRM_SECRET_KEY must be 32 bytes in base64");
        }
        return new SecretKeySpec(key, "AES");
    }
}
