package io.tandem.routing.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A policy as it was published. It never changes; the one published last is in force. */
@Entity(name = "policy")
class PublishedPolicy {
    @Id
    private String version;

    @Generated
    @Column(insertable = false)
    private long ordinal;

    @JdbcTypeCode(SqlTypes.JSON)
    private String document;

    @Column(name = "published_at")
    private Instant publishedAt;

    @Column(name = "published_by")
    private String publishedBy;

    private String reason;

    protected PublishedPolicy() {}

    String version() {
        return version;
    }

    long ordinal() {
        return ordinal;
    }

    String document() {
        return document;
    }

    Instant publishedAt() {
        return publishedAt;
    }

    String publishedBy() {
        return publishedBy;
    }

    String reason() {
        return reason;
    }
}
