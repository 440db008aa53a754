package io.tandem.crm.timeline;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What happened with an account, each event once. */
@ApplicationScoped
public class Timeline {
    private static final String APPEND = """
            insert into timeline_entry (event_id, account_id, kind, at, text, author, private)
            select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::bool[])
            on conflict (event_id) do nothing
            """;

    private final AgroalDataSource database;
    private final EntityManager entities;

    Timeline(AgroalDataSource database, EntityManager entities) {
        this.database = database;
        this.entities = entities;
    }

    public void append(TimelineEntry entry) {
        append(List.of(entry));
    }

    /** Adds to the current transaction what is not there yet. */
    @Transactional(TxType.MANDATORY)
    public void append(Collection<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement append = connection.prepareStatement(APPEND)) {
            append.setArray(1, connection.createArrayOf("uuid", column(entries, TimelineEntry::eventId)));
            append.setArray(2, connection.createArrayOf("uuid", column(entries, TimelineEntry::accountId)));
            append.setArray(3, connection.createArrayOf("text", column(entries, entry -> entry.kind()
                    .name())));
            append.setArray(4, connection.createArrayOf("timestamptz", column(entries, TimelineEntry::at)));
            append.setArray(5, connection.createArrayOf("text", column(entries, TimelineEntry::text)));
            append.setArray(6, connection.createArrayOf("text", column(entries, TimelineEntry::author)));
            append.setArray(7, connection.createArrayOf("bool", column(entries, TimelineEntry::forAuthorOnly)));
            append.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The timeline could not be written", e);
        }
    }

    /** Whether anything is told under this id. */
    @Transactional
    public boolean has(UUID id) {
        return entities.find(TimelineEntry.class, id) != null;
    }

    /** Newest first; another person's private notes are left out. */
    @Transactional
    public List<TimelineEntryView> newest(
            Collection<UUID> accountIds, String reader, Optional<Position> before, int limit) {
        TypedQuery<TimelineEntry> query = entities.createQuery(
                        "from TimelineEntry where accountId in :accounts and (not forAuthorOnly or author = :reader)"
                                + (before.isPresent() ? " and (at, eventId) < (:at, :id)" : "")
                                + " order by at desc, eventId desc",
                        TimelineEntry.class)
                .setParameter("accounts", accountIds)
                .setParameter("reader", reader)
                .setMaxResults(limit);
        before.ifPresent(position -> query.setParameter("at", position.at()).setParameter("id", position.id()));
        return query.getResultStream().map(TimelineEntryView::from).toList();
    }

    private static Object[] column(Collection<TimelineEntry> entries, Function<TimelineEntry, Object> value) {
        return entries.stream().map(value).toArray();
    }
}
