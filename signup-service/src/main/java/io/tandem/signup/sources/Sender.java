package io.tandem.signup.sources;

import java.util.UUID;

/** The source that a write key speaks for. */
public record Sender(UUID sourceId, SourceKind kind) {}
