package io.tandem.signup.forms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tandem.signup.notices.NoticeHandler;
import io.tandem.signup.sources.SourceNotices;
import io.tandem.signup.sources.SourcesChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The forms of the sources, without a query for those that are asked for all day. */
@ApplicationScoped
public class PublishedForms implements NoticeHandler {
    private final FormVersionRepository versions;
    private final Cache<UUID, Optional<SourceForm>> bySource = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();

    PublishedForms(FormVersionRepository versions) {
        this.versions = versions;
    }

    /** Of any source there is, switched on or not. */
    public Optional<SourceForm> of(UUID sourceId) {
        return bySource.get(sourceId, versions::formOf);
    }

    /** That version of a source's form, however long ago it was published. */
    public Optional<PublishedForm> of(UUID sourceId, int version) {
        return versions.published(sourceId, version);
    }

    void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) SourcesChanged event) {
        bySource.invalidateAll();
    }

    @Override
    public String channel() {
        return SourceNotices.CHANNEL;
    }

    @Override
    public void onNotice(String payload) {
        bySource.invalidateAll();
    }

    @Override
    public void onConnected() {
        bySource.invalidateAll();
    }
}
