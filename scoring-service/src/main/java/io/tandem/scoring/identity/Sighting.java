package io.tandem.scoring.identity;

import java.time.Instant;

/**
 * A key that a call was about or mentions.
 *
 * @param events how many events that count it adds to the key
 * @param seenAt when its holder was active, or null if it was only mentioned
 */
public record Sighting(String key, int events, Instant seenAt) {
    static Sighting mentioned(String key) {
        return new Sighting(key, 0, null);
    }
}
