package io.tandem.signup.sources;

import java.util.UUID;

/** A write key just made: the only time that it is told. */
record NewKeyView(UUID id, String writeKey) {}
