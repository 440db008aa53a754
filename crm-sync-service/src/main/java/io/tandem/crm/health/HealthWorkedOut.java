package io.tandem.crm.health;

import io.tandem.crm.domain.DateWarning;
import io.tandem.crm.domain.RelationshipHealth;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Within this transaction it was looked at how a relationship stands; what was seen may give reason for more. */
public record HealthWorkedOut(
        UUID accountId, List<UUID> family, RelationshipHealth.Facts facts, List<DateWarning> warnings, Instant now) {}
