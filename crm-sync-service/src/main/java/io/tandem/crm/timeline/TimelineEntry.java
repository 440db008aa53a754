package io.tandem.crm.timeline;

import io.tandem.crm.domain.EntryKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One thing that happened with an account, in a plain sentence. Its id is that of the event it tells of. */
@Entity
@Immutable
@Table(name = "timeline_entry")
public class TimelineEntry {
    @Id
    private UUID eventId;

    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private EntryKind kind;

    private Instant at;
    private String text;
    private String author;

    @Column(name = "private")
    private boolean forAuthorOnly;

    protected TimelineEntry() {}

    private TimelineEntry(
            UUID eventId,
            UUID accountId,
            EntryKind kind,
            Instant at,
            String text,
            String author,
            boolean forAuthorOnly) {
        this.eventId = eventId;
        this.accountId = accountId;
        this.kind = kind;
        this.at = at;
        this.text = text;
        this.author = author;
        this.forAuthorOnly = forAuthorOnly;
    }

    public static TimelineEntry ofEvent(UUID eventId, UUID accountId, EntryKind kind, Instant at, String text) {
        return new TimelineEntry(eventId, accountId, kind, at, text, null, false);
    }

    public static TimelineEntry byPerson(
            UUID eventId, UUID accountId, EntryKind kind, Instant at, String text, String author, boolean isPrivate) {
        return new TimelineEntry(eventId, accountId, kind, at, text, author, isPrivate);
    }

    UUID eventId() {
        return eventId;
    }

    UUID accountId() {
        return accountId;
    }

    EntryKind kind() {
        return kind;
    }

    Instant at() {
        return at;
    }

    String text() {
        return text;
    }

    String author() {
        return author;
    }

    boolean forAuthorOnly() {
        return forAuthorOnly;
    }
}
