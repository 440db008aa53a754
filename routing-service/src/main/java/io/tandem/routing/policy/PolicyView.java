package io.tandem.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A published policy. */
record PolicyView(String version, Instant publishedAt, String publishedBy, String reason, JsonNode document) {}
