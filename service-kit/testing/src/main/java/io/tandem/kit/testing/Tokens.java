package io.tandem.kit.testing;

import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Access tokens as the identity provider would give them, good and bad. */
public final class Tokens {
    private static final String AUDIENCE = "tandem";

    private Tokens() {}

    /** A token that the service under test accepts, of a user named after the role. */
    public static String of(String role) {
        return of(role, emailOf(role));
    }

    /** The same for one person: the part of the address before the {@code @} is the user name. */
    public static String of(String role, String email) {
        return of(List.of(role), email);
    }

    public static String of(List<String> roles, String email) {
        return token(issuer(), roles, email, AUDIENCE, inFiveMinutes(), signingKey());
    }

    public static String wrongAudience(String role) {
        return token(issuer(), List.of(role), emailOf(role), "other-app", inFiveMinutes(), signingKey());
    }

    /** A token that the right key signed in the name of another issuer. */
    public static String wrongIssuer(String role) {
        return token(
                "https://elsewhere.example", List.of(role), emailOf(role), AUDIENCE, inFiveMinutes(), signingKey());
    }

    public static String expired(String role) {
        var fiveMinutesAgo = Instant.now().minusSeconds(300);
        return token(issuer(), List.of(role), emailOf(role), AUDIENCE, fiveMinutesAgo, signingKey());
    }

    /** A token signed by a key that is not the issuer's. */
    public static String forged(String role) {
        var foreignKey = TokenIssuer.newKeys().getPrivate();
        return token(issuer(), List.of(role), emailOf(role), AUDIENCE, inFiveMinutes(), foreignKey);
    }

    /** A token that says of itself that it needs no signature. */
    public static String unsigned(String role) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var payload = of(role).split("\\.")[1];
        return encoder.encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + payload + ".";
    }

    private static String token(
            String issuer, List<String> roles, String email, String audience, Instant expiresAt, PrivateKey key) {
        return Jwt.issuer(issuer)
                .subject(subject(email))
                .audience(audience)
                .claim("typ", "Bearer")
                .claim("email", email)
                .claim("preferred_username", email.substring(0, email.indexOf('@')))
                .claim("realm_access", Map.of("roles", roles))
                .issuedAt(expiresAt.minusSeconds(600))
                .expiresAt(expiresAt)
                .jws()
                .keyId(TokenIssuer.KEY_ID)
                .sign(key);
    }

    /** One person keeps one subject over tokens. */
    public static String subject(String email) {
        return UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String emailOf(String role) {
        return role + "@tandem.example";
    }

    private static Instant inFiveMinutes() {
        return Instant.now().plusSeconds(300);
    }

    private static String issuer() {
        return Infrastructure.addresses().get(Infrastructure.ISSUER);
    }

    private static PrivateKey signingKey() {
        try {
            var encoded = Base64.getDecoder().decode(Infrastructure.addresses().get(Infrastructure.SIGNING_KEY));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the issuer's key cannot be read", e);
        }
    }
}
