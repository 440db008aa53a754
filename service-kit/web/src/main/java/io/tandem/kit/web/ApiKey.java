package io.tandem.kit.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Keys that callers without a token present. They are stored hashed and compared in constant time. */
public final class ApiKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MAX_LENGTH = 512;

    private ApiKey() {}

    /** A new key: the prefix and 32 random bytes. */
    public static String generate(String prefix) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The key a request presents: by {@code Authorization: Basic} as the user name with an empty password, by {@code
     * Authorization: Bearer}, or in its body.
     *
     * @param authorization the header, or null
     * @param inBody the key in the body, or null
     * @return empty if none is presented
     * @throws Problem 401 if the header cannot be read, or header and body disagree
     */
    public static Optional<String> presented(String authorization, String inBody) {
        var inHeader = fromHeader(authorization);
        var body = Optional.ofNullable(inBody).filter(key -> !key.isBlank());
        if (inHeader.isPresent() && body.isPresent() && !equal(inHeader.get(), body.get())) {
            throw Problem.unauthorized("The key in the header and the key in the body differ.");
        }
        var presented = inHeader.or(() -> body);
        if (presented.filter(key -> key.length() > MAX_LENGTH).isPresent()) {
            throw Problem.unauthorized("The key is too long to be one.");
        }
        return presented;
    }

    /** The lower-case hexadecimal SHA-256 of a key: what is stored. */
    public static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }

    /** Whether the key has this hash, told in a time that does not depend on how much of it is right. */
    public static boolean matches(String key, String storedHash) {
        return equal(hash(key), storedHash);
    }

    private static Optional<String> fromHeader(String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return Optional.empty();
        }
        var parts = authorization.strip().split("\\s+", 2);
        var credentials = parts.length == 2 ? parts[1] : "";
        var key =
                switch (parts[0].toLowerCase(Locale.ROOT)) {
                    case "basic" -> userName(credentials);
                    case "bearer" -> credentials;
                    default -> "";
                };
        if (key.isBlank()) {
            throw Problem.unauthorized("The Authorization header holds no key.");
        }
        return Optional.of(key);
    }

    private static String userName(String credentials) {
        try {
            var pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
