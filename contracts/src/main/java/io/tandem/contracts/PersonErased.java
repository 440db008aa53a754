package io.tandem.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A service has erased a person. Topic {@code privacy.v1}.
 *
 * @param service its name, such as {@code scoring-service}
 * @param erased how many records of each kind
 */
public record PersonErased(UUID personId, UUID requestId, String service, Map<String, Long> erased, Instant erasedAt)
        implements Event.OfPerson {}
