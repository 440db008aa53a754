package io.tandem.crm.stakeholder;

import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** Somebody at an account. */
@Embeddable
record ProfileKey(UUID accountId, UUID personId) implements Serializable {}
