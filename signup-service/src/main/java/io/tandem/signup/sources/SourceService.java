package io.tandem.signup.sources;

import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.kit.web.ApiKey;
import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Changes sources. Each change is audited, and told to the other services and instances. */
@ApplicationScoped
class SourceService {
    private static final String KEY_PREFIX = "tk_";

    private final SourceRepository sources;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final SourceNotices notices;

    SourceService(SourceRepository sources, AuditTrail audit, Outbox outbox, SourceNotices notices) {
        this.sources = sources;
        this.audit = audit;
        this.outbox = outbox;
        this.notices = notices;
    }

    @Transactional
    public NewSourceView create(SourceRequest request) {
        Source source = new Source(request.name(), request.kind(), now());
        String writeKey = ApiKey.generate(KEY_PREFIX);
        SourceKey key = source.addKey(writeKey, now());
        sources.persist(source);
        record("created", source, null);
        return NewSourceView.from(source, key, writeKey);
    }

    @Transactional
    public SourceView change(UUID id, SourceChangeRequest request) {
        Source source = change(id, "changed", found -> {
            Optional.ofNullable(request.name()).ifPresent(found::rename);
            Optional.ofNullable(request.enabled()).ifPresent(found::enable);
        });
        return SourceView.from(source);
    }

    @Transactional
    public NewKeyView addKey(UUID id) {
        String writeKey = ApiKey.generate(KEY_PREFIX);
        Source source = change(id, "key-added", found -> found.addKey(writeKey, now()));
        List<SourceKey> keys = source.validKeys();
        return new NewKeyView(keys.get(keys.size() - 1).id(), writeKey);
    }

    @Transactional
    public void revokeKey(UUID id, UUID keyId) {
        change(id, "key-revoked", found -> found.key(keyId)
                .filter(SourceKey::isValid)
                .orElseThrow(() -> Problem.notFound("The source has no such key."))
                .revoke(now()));
    }

    @Transactional
    public List<SourceView> page(Optional<UUID> after, int rows) {
        return sources.page(after, rows).stream().map(SourceView::from).toList();
    }

    @Transactional
    public SourceView one(UUID id) {
        return sources.findByIdOptional(id).map(SourceView::from).orElseThrow(SourceService::unknown);
    }

    private Source change(UUID id, String action, Consumer<Source> change) {
        Source source = sources.findToChange(id).orElseThrow(SourceService::unknown);
        SourceView before = SourceView.from(source);
        change.accept(source);
        record(action, source, before);
        return source;
    }

    private void record(String action, Source source, SourceView before) {
        audit.append(action, "source", source.id(), before, SourceView.from(source));
        outbox.append(Topics.SOURCES, source.changed(now()));
        notices.tell();
    }

    private static Problem unknown() {
        return Problem.notFound("There is no such source.");
    }

    /** As precise as the database keeps it, so that an answer and a later reading agree. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
