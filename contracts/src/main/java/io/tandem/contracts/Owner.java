package io.tandem.contracts;

import java.util.UUID;

/** The human who takes care of an account: the rep's id, name and work email. */
public record Owner(UUID id, String name, String email) {}
