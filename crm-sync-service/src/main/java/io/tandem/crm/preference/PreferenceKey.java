package io.tandem.crm.preference;

import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** Somebody at an account. */
@Embeddable
record PreferenceKey(UUID accountId, UUID personId) implements Serializable {}
