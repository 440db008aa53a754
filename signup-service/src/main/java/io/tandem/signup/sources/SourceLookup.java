package io.tandem.signup.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** What other use cases need to know of sources. */
@ApplicationScoped
public class SourceLookup {
    private final SourceRepository sources;

    SourceLookup(SourceRepository sources) {
        this.sources = sources;
    }

    @Transactional
    Optional<KnownKey> byKeyHash(String hash) {
        return sources.findValidKey(hash)
                .map(key -> new KnownKey(
                        new Sender(key.source().id(), key.source().kind()),
                        key.hash(),
                        key.source().isEnabled()));
    }

    /** Who sends from the source's page, where anybody may: a server is trusted for its secret key only. */
    @Transactional
    Optional<Sender> enabledPage(UUID sourceId) {
        return sources.findByIdOptional(sourceId)
                .filter(Source::isEnabled)
                .map(source -> new Sender(
                        source.id(), source.kind() == SourceKind.SERVER ? SourceKind.WEBSITE : source.kind()));
    }

    @Transactional
    public boolean isKnown(UUID sourceId) {
        return sources.findByIdOptional(sourceId).isPresent();
    }

    @Transactional
    public SourceKind kindOf(UUID sourceId) {
        return sources.findById(sourceId).kind();
    }

    record KnownKey(Sender sender, String hash, boolean enabled) {}
}
