package io.tandem.routing.policy;

import io.tandem.routing.domain.Policy;
import java.time.Instant;

/** A published policy. */
record PolicyView(String version, Instant publishedAt, String publishedBy, String reason, Policy document) {}
