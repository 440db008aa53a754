package io.tandem.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The present state of a website or app that is allowed to send. Topic {@code sources.v1}, compacted by source.
 *
 * @param kind what it is: {@code WEBSITE}, {@code APP}, {@code SERVER}, {@code NEWSLETTER}, {@code COMMUNITY}, {@code REPOSITORY} or
 *     {@code GATED_DOCUMENT}
 * @param writeKeyHashes lower-case hexadecimal SHA-256 of each write key that is valid now
 * @param enabled false once an admin has switched the source off; its keys are then refused
 */
public record SourceChanged(
        UUID sourceId, String name, String kind, List<String> writeKeyHashes, boolean enabled, Instant changedAt)
        implements Event {
    @Override
    public String key() {
        return sourceId.toString();
    }
}
