package io.tandem.signup.sources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tandem.kit.web.ApiKey;
import io.tandem.kit.web.Problem;
import io.tandem.signup.notices.NoticeHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Tells which source a write key belongs to, without a query for the keys that are used all day. */
@ApplicationScoped
public class WriteKeys implements NoticeHandler {
    private final SourceLookup sources;
    private final PageTokens pageTokens;
    private final Cache<String, Optional<SourceLookup.KnownKey>> byHash = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();
    private final Cache<UUID, Optional<Sender>> enabled = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();

    WriteKeys(SourceLookup sources, PageTokens pageTokens) {
        this.sources = sources;
        this.pageTokens = pageTokens;
    }

    /**
     * The source that may send with the key a request presents, or with the token of its hosted page.
     *
     * @throws Problem 401 if there is no key, or keys that disagree, or one that is unknown, revoked or switched off
     */
    public Sender senderOf(String authorization, String bodyKey) {
        String key = ApiKey.presented(authorization, bodyKey)
                .orElseThrow(() -> Problem.unauthorized("A write key is needed."));
        return (PageTokens.isOne(key) ? ofHostedPage(key) : ofWriteKey(key))
                .orElseThrow(() -> Problem.unauthorized("The write key is not valid."));
    }

    private Optional<Sender> ofWriteKey(String key) {
        return byHash.get(ApiKey.hash(key), sources::byKeyHash)
                .filter(known -> ApiKey.matches(key, known.hash()))
                .filter(SourceLookup.KnownKey::enabled)
                .map(SourceLookup.KnownKey::sender);
    }

    private Optional<Sender> ofHostedPage(String token) {
        return pageTokens.sourceOf(token).flatMap(id -> enabled.get(id, sources::enabledPage));
    }

    void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) SourcesChanged event) {
        forget();
    }

    @Override
    public String channel() {
        return SourceNotices.CHANNEL;
    }

    @Override
    public void onNotice(String payload) {
        forget();
    }

    @Override
    public void onConnected() {
        forget();
    }

    private void forget() {
        byHash.invalidateAll();
        enabled.invalidateAll();
    }
}
