package io.tandem.crm.history;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One thing that people changed about a record, in a plain sentence. */
@Entity
@Immutable
@Table(name = "record_change")
class RecordChange {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private UUID recordId;
    private UUID accountId;
    private Instant at;
    private String author;
    private String text;

    protected RecordChange() {}

    RecordChange(UUID recordId, UUID accountId, Instant at, String author, String text) {
        this.recordId = recordId;
        this.accountId = accountId;
        this.at = at;
        this.author = author;
        this.text = text;
    }

    Instant at() {
        return at;
    }

    String author() {
        return author;
    }

    String text() {
        return text;
    }
}
