package io.tandem.crm.preference;

import io.tandem.crm.domain.Channel;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** How somebody at an account wants to be dealt with, as people were told. */
@Entity
@Table(name = "contact_preference")
class ContactPreference {
    @EmbeddedId
    private PreferenceKey key;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    private Integer cadenceDays;
    private String language;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> topics;

    private boolean doNotContact;
    private Instant updatedAt;

    @Version
    private long version;

    protected ContactPreference() {}

    ContactPreference(PreferenceKey key) {
        this.key = key;
        this.topics = List.of();
    }

    void ask(PreferenceRequest wish, Instant now) {
        channel = wish.channel();
        cadenceDays = wish.cadenceDays();
        language = wish.language();
        topics = wish.topics() == null ? List.of() : List.copyOf(wish.topics());
        doNotContact = wish.doNotContact();
        updatedAt = now;
    }

    Channel channel() {
        return channel;
    }

    Integer cadenceDays() {
        return cadenceDays;
    }

    String language() {
        return language;
    }

    List<String> topics() {
        return topics;
    }

    boolean doNotContact() {
        return doNotContact;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long version() {
        return version;
    }
}
