package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/** More became known of a company, whole and replacing what was told before. Topic {@code signups.v1}. */
public record AccountEnriched(UUID accountId, Firmographics firmographics, Instant enrichedAt)
        implements Event.OfAccount {}
