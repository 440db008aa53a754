package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * An admin said what a domain is. Topic {@code domains.v1}, compacted. Holds for what is met from then on.
 *
 * @param accountId the account that the domain names or would name
 * @param kind null once the admin took it back, so that the shipped lists hold again
 */
public record DomainClassified(UUID accountId, String domain, DomainKind kind, Instant classifiedAt)
        implements Event.OfAccount {}
