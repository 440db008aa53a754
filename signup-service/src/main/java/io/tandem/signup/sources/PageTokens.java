package io.tandem.signup.sources;

import io.tandem.signup.tokens.Purpose;
import io.tandem.signup.tokens.SignedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a hosted page sends instead of a write key, which only its owner knows: the source, for a day. */
@ApplicationScoped
public class PageTokens {
    private static final String PREFIX = "tp_";
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final SignedTokens tokens;

    PageTokens(SignedTokens tokens) {
        this.tokens = tokens;
    }

    public String issue(UUID sourceId) {
        return PREFIX + tokens.sign(Purpose.PAGE, sourceId, Instant.now().plus(LIFETIME));
    }

    static boolean isOne(String key) {
        return key.startsWith(PREFIX);
    }

    Optional<UUID> sourceOf(String token) {
        return tokens.read(Purpose.PAGE, token.substring(PREFIX.length()))
                .filter(signed -> Instant.now().isBefore(signed.expiresAt()))
                .map(SignedTokens.Signed::subject);
    }
}
