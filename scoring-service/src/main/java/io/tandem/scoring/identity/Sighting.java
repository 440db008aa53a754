package io.tandem.scoring.identity;

import java.time.Instant;

/**
 * A key that a call or signup was about or mentions.
 *
 * @param events how many events that count it adds to the key
 * @param seenAt when its holder was active, or null if it was only mentioned
 * @param statedAt when the call or signup was made
 * @param person the key of whom the call or signup was about, by email if it had one
 */
record Sighting(String key, int events, Instant seenAt, Instant statedAt, String person) {}
