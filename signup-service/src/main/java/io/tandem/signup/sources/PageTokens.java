package io.tandem.signup.sources;

import io.tandem.signup.domain.SignedText;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a hosted page sends instead of a write key, which only its owner knows: the source, for a day. */
@ApplicationScoped
public class PageTokens {
    private static final String PREFIX = "tp_";
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final byte[] key = new SecureRandom().generateSeed(32);

    public String issue(UUID sourceId) {
        return PREFIX + SignedText.of(sourceId.toString(), Instant.now().plus(LIFETIME), key);
    }

    static boolean isOne(String key) {
        return key.startsWith(PREFIX);
    }

    Optional<UUID> sourceOf(String token) {
        return SignedText.read(token.substring(PREFIX.length()), Instant.now(), key)
                .map(UUID::fromString);
    }
}
