package io.tandem.signup.sources;

import java.util.UUID;

/** A source just created: the only time that its first write key is told. */
record NewSourceView(UUID id, String name, SourceKind kind, boolean enabled, UUID keyId, String writeKey) {
    static NewSourceView from(Source source, SourceKey key, String writeKey) {
        return new NewSourceView(source.id(), source.name(), source.kind(), source.isEnabled(), key.id(), writeKey);
    }
}
