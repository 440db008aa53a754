package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What is counted per user and kept as a forward-decayed sum: which events, and how fast they fade. Points, caps and
 * words are no part of it, so that they can change while the sums stay.
 *
 * @param events names; empty for every event
 * @param where CEL over {@code event}, or null
 * @param halfLifeDays 0 for a measure that does not fade
 * @param keep without effect but on the id, sorted
 * @param daily whether the first and the last time on each day are kept too
 */
public record Measure(List<String> events, String where, int halfLifeDays, List<String> keep, boolean daily) {
    private static final int DIGITS = 16;

    public Measure {
        events = events.stream().distinct().sorted().toList();
        keep = keep.stream().distinct().sorted().toList();
        where = where == null || where.isBlank() ? null : where.strip();
    }

    static Measure of(EngagementRule rule, EngagementGroup group) {
        return new Measure(rule.events(), rule.where(), group.halfLifeDays(), rule.keep(), false);
    }

    public Duration halfLife() {
        return Duration.ofDays(halfLifeDays);
    }

    /** What an event of this time adds to the sum. */
    public BigDecimal weight(Instant at) {
        return halfLifeDays == 0 ? BigDecimal.ONE : ForwardDecay.weight(at, halfLife());
    }

    /** The same for the same measure, in any model and version. */
    public String id() {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> append(text, event));
        text.append('|');
        append(text, where == null ? "" : where);
        text.append('|').append(halfLifeDays).append('|');
        keep.forEach(property -> append(text, property));
        if (daily) {
            text.append("|daily");
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** With its length, so that no two lists of texts read alike. */
    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
