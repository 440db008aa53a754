package io.tandem.signup.sources;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A source without its secrets. */
record SourceView(UUID id, String name, SourceKind kind, boolean enabled, List<Key> keys, Instant createdAt) {

    static SourceView from(Source source) {
        return new SourceView(
                source.id(),
                source.name(),
                source.kind(),
                source.isEnabled(),
                source.validKeys().stream().map(Key::from).toList(),
                source.createdAt());
    }

    /** A valid write key: {@code hint} is how it ends. */
    record Key(UUID id, String hint, Instant createdAt) {
        static Key from(SourceKey key) {
            return new Key(key.id(), key.hint(), key.createdAt());
        }
    }
}
