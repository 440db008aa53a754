package io.tandem.crm.sync;

import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.query.NativeQuery;

/** How far the changes of each CRM are read, and what it told us to look at. One instance reads a kind at a time. */
@ApplicationScoped
class CrmCursors {
    private final EntityManager entities;

    CrmCursors(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param at where to go on, or null for the beginning
     * @param claim by which it is known whether it is still this one that is being read
     * @param askedAt before the CRM was asked, by the database's clock
     */
    record Position(String at, UUID claim, Instant askedAt) {}

    record Noticed(String remoteId, Instant receivedAt, Instant askedAt) {}

    /** Where to go on reading, if it is time to and nobody else does. */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<Position> claim(UUID connectionId, RecordKind kind, long everyMillis, long leaseMillis) {
        UUID claim = UUID.randomUUID();
        query("insert into crm_cursor (connection_id, kind) values (:id, :kind) on conflict do nothing", null)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .executeUpdate();
        return query("""
                        update crm_cursor set claim = :claim,
                            claimed_until = now() + :lease * interval '1 millisecond',
                            began_at = case when position is null then now() else began_at end
                        where connection_id = :id and kind = :kind
                            and (claimed_until is null or claimed_until < now())
                            and (polled_at is null or polled_at < now() - :every * interval '1 millisecond')
                        returning coalesce(position, ''), now()
                        """, Tuple.class)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("claim", claim)
                .setParameter("lease", leaseMillis)
                .setParameter("every", everyMillis)
                .getResultStream()
                .findFirst()
                .map(row -> {
                    String position = row.get(0, String.class);
                    return new Position(position.isEmpty() ? null : position, claim, row.get(1, Instant.class));
                });
    }

    /**
     * In the transaction that keeps what was read. At the end of all there is, records that should have been met and were
     * not are looked at by themselves: they may have been deleted. Who was told meanwhile to begin anew, or has lost its
     * claim, has only read records.
     *
     * @return whether all is read for now
     */
    @Transactional(TxType.MANDATORY)
    boolean read(UUID connectionId, RecordKind kind, UUID claim, String position, boolean more) {
        boolean held = query("""
                        select true from crm_cursor where connection_id = :id and kind = :kind and claim = :claim
                        for update
                        """, Boolean.class)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("claim", claim)
                .getResultStream()
                .findFirst()
                .isPresent();
        if (!held) {
            return false;
        }
        if (!more) {
            query("""
                            insert into crm_notice (connection_id, kind, remote_id, received_at)
                            select distinct connection_id, kind, remote_id, now() from sync_record
                            join crm_cursor using (connection_id, kind)
                            where connection_id = :id and kind = :kind and remote_id is not null
                                and state not in ('GONE', 'MERGED') and began_at is not null
                                and (looked_at is null or looked_at < began_at) and sent_at < began_at
                            on conflict do nothing
                            """, null)
                    .setParameter("id", connectionId)
                    .setParameter("kind", kind.name())
                    .executeUpdate();
        }
        query("""
                        update crm_cursor set position = :position, claim = null, claimed_until = null,
                            complete = complete or not :more,
                            began_at = case when :more then began_at end, polled_at = case when :more then polled_at else now() end
                        where connection_id = :id and kind = :kind
                        """, null)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("position", position, String.class)
                .setParameter("more", more)
                .executeUpdate();
        return !more;
    }

    @Transactional(TxType.REQUIRES_NEW)
    void release(UUID connectionId, RecordKind kind, UUID claim) {
        query("""
                        update crm_cursor set claim = null, claimed_until = null
                        where connection_id = :id and kind = :kind and claim = :claim
                        """, null)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("claim", claim)
                .executeUpdate();
    }

    /** Whether all that the CRM had at the beginning has been read. */
    @Transactional(TxType.REQUIRES_NEW)
    boolean isComplete(UUID connectionId, RecordKind kind) {
        return query("select complete from crm_cursor where connection_id = :id and kind = :kind", Boolean.class)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .getResultStream()
                .anyMatch(complete -> complete);
    }

    /** The sooner the next look, the better. */
    @Transactional
    void notice(UUID connectionId, RecordKind kind, List<String> remoteIds) {
        query("""
                        insert into crm_notice (connection_id, kind, remote_id, received_at)
                        select distinct cast(:id as uuid), :kind, remote, now() from unnest(:remotes) as remote
                        order by remote
                        on conflict (connection_id, kind, remote_id) do update set received_at = excluded.received_at
                        """, null)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("remotes", remoteIds.toArray(String[]::new))
                .executeUpdate();
    }

    /** Records of the CRM to look at, which nobody else looks at until the lease ends. */
    @Transactional(TxType.REQUIRES_NEW)
    List<Noticed> noticed(UUID connectionId, RecordKind kind, int most, long leaseMillis) {
        return query("""
                        with free as materialized (select remote_id from crm_notice
                            where connection_id = :id and kind = :kind
                                and (claimed_until is null or claimed_until < now())
                            order by received_at limit :most for update skip locked)
                        update crm_notice as notice set claimed_until = now() + :lease * interval '1 millisecond'
                        from free where notice.connection_id = :id and notice.kind = :kind
                            and notice.remote_id = free.remote_id
                        returning notice.remote_id, notice.received_at, now()
                        """, Tuple.class)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("lease", leaseMillis)
                .setParameter("most", most)
                .getResultStream()
                .map(row -> new Noticed(row.get(0, String.class), row.get(1, Instant.class), row.get(2, Instant.class)))
                .toList();
    }

    /** What was told of again meanwhile stays. */
    @Transactional(TxType.MANDATORY)
    void looked(UUID connectionId, RecordKind kind, List<Noticed> noticed) {
        String[] remotes = noticed.stream().map(Noticed::remoteId).toArray(String[]::new);
        query("""
                        delete from crm_notice using unnest(:remotes, cast(:times as timestamptz[])) as looked (remote_id, received_at)
                        where connection_id = :id and kind = :kind and crm_notice.remote_id = looked.remote_id
                            and crm_notice.received_at = looked.received_at
                        """, null)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("remotes", remotes)
                .setParameter(
                        "times",
                        noticed.stream()
                                .map(found -> found.receivedAt().toString())
                                .toArray(String[]::new))
                .executeUpdate();
        query("""
                        update crm_notice set claimed_until = null
                        where connection_id = :id and kind = :kind and remote_id = any (:remotes)
                        """, null)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("remotes", remotes)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private <T> NativeQuery<T> query(String sql, Class<T> row) {
        return (NativeQuery<T>) (row == null ? entities.createNativeQuery(sql) : entities.createNativeQuery(sql, row));
    }

    /** The ids under which a record may be known. */
    static List<String> names(CrmRecord record) {
        return Stream.concat(Stream.of(record.remoteId()), record.mergedIds().stream())
                .toList();
    }
}
