package io.tandem.scoring.domain;

import java.time.Instant;

/** Somebody known by email or user id, first seen in the product at this time. */
public record Arrival(String who, Instant firstSeenAt) {}
