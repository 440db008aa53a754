package io.tandem.signup.sources;

import io.tandem.contracts.SourceChanged;
import io.tandem.kit.web.ApiKey;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;

/** A website, app or server that is allowed to send. */
@Entity
class Source {
    @Id
    private UUID id;

    private String name;

    @Enumerated(EnumType.STRING)
    private SourceKind kind;

    private boolean enabled;

    @Column(name = "created_at")
    private Instant createdAt;

    @OneToMany(mappedBy = "source", cascade = CascadeType.ALL)
    @OrderBy("createdAt, id")
    @BatchSize(size = 200)
    private List<SourceKey> keys = new ArrayList<>();

    protected Source() {}

    Source(String name, SourceKind kind, Instant now) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.kind = kind;
        this.enabled = true;
        this.createdAt = now;
    }

    /** The new key is valid beside the old ones, which stay so until they are revoked. */
    SourceKey addKey(String writeKey, Instant now) {
        SourceKey key = new SourceKey(this, ApiKey.hash(writeKey), hintOf(writeKey), now);
        keys.add(key);
        return key;
    }

    Optional<SourceKey> key(UUID keyId) {
        return keys.stream().filter(key -> key.id().equals(keyId)).findFirst();
    }

    void rename(String newName) {
        name = newName;
    }

    void enable(boolean on) {
        enabled = on;
    }

    SourceChanged changed(Instant now) {
        List<String> hashes = validKeys().stream().map(SourceKey::hash).toList();
        return new SourceChanged(id, name, kind.name(), hashes, enabled, now);
    }

    List<SourceKey> validKeys() {
        return keys.stream().filter(SourceKey::isValid).toList();
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    SourceKind kind() {
        return kind;
    }

    boolean isEnabled() {
        return enabled;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** The end of the key, by which people tell their keys apart. */
    private static String hintOf(String writeKey) {
        return "…" + writeKey.substring(writeKey.length() - 4);
    }
}
