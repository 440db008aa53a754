package io.tandem.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a service stores about a person. Topic {@code privacy.v1}.
 *
 * @param service its name, such as {@code scoring-service}
 * @param data by kind of record, as the service would show it; empty if it stores nothing
 */
public record PersonExported(
        UUID personId, UUID requestId, String service, Map<String, Object> data, Instant exportedAt)
        implements Event.OfPerson {}
