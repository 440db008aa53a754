package io.tandem.signup.signups;

import java.util.Optional;
import java.util.UUID;

/** A submitted form and the answer to it, once there is one. */
record Signup(UUID id, UUID accountId, Optional<Decision> decision) {}
