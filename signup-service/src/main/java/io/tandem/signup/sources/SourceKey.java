package io.tandem.signup.sources;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A write key of a source, as far as it is kept: its hash and its last characters. */
@Entity
@Table(name = "source_key")
class SourceKey {
    @Id
    private UUID id;

    @ManyToOne(optional = false)
    private Source source;

    private String hash;
    private String hint;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    protected SourceKey() {}

    SourceKey(Source source, String hash, String hint, Instant now) {
        this.id = UUID.randomUUID();
        this.source = source;
        this.hash = hash;
        this.hint = hint;
        this.createdAt = now;
    }

    void revoke(Instant now) {
        revokedAt = now;
    }

    boolean isValid() {
        return revokedAt == null;
    }

    UUID id() {
        return id;
    }

    Source source() {
        return source;
    }

    String hash() {
        return hash;
    }

    String hint() {
        return hint;
    }

    Instant createdAt() {
        return createdAt;
    }
}
