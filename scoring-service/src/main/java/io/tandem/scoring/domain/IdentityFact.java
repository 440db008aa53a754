package io.tandem.scoring.domain;

import java.time.Instant;
import java.util.Comparator;

/**
 * One statement about the holder of an identity key.
 *
 * @param statedBy id of the message or signup that said so, to break ties between statements of one moment
 */
public record IdentityFact(String subject, FactKind kind, String value, Instant statedAt, String statedBy) {
    public static final Comparator<IdentityFact> BY_TIME = Comparator.comparing(IdentityFact::statedAt)
            .thenComparing(IdentityFact::statedBy)
            .thenComparing(IdentityFact::value)
            .thenComparing(IdentityFact::subject);
}
