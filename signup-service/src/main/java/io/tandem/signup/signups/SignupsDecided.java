package io.tandem.signup.signups;

import java.util.Map;
import java.util.UUID;

/** Inside this service: decisions that were stored for signups. */
record SignupsDecided(Map<UUID, Decision> decisions) {}
