package io.tandem.crm.sync;

import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.UUID;

/**
 * Asks for all records that a CRM is known to have, some with each look at its changes: what was deleted there is in no
 * change. Whatever was met or written since the round began is there.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Rotation {
    /** Whoever is asked for together costs one call. */
    private static final int TOGETHER = 100;

    private static final String BEGIN = """
            update crm_cursor set verifying_since = now(),
                verified_to = case when verifying_since is not null then uuid '00000000-0000-0000-0000-000000000000' end
            where connection_id = :id and kind = :kind and complete and verified_to is null
                and (verifying_since is null or verifying_since <= now() - :every * interval '1 millisecond')
            """;

    private static final String GO_ON = """
            with turn as materialized (
                select verified_to, verifying_since, :together * greatest(1, ceil((select count(*) from sync_record
                    where connection_id = :id and kind = :kind and remote_id is not null) * :share / :together)) as most
                from crm_cursor where connection_id = :id and kind = :kind and verified_to is not null),
            next as materialized (
                select record_id, remote_id, looked_at from sync_record
                where connection_id = :id and kind = :kind and record_id > (select verified_to from turn)
                    and remote_id is not null and state not in ('GONE', 'MERGED') and not made_there
                    and not erase
                    and (kind <> 'TASK' or exists (select from handoff where handoff_id = record_id
                        and done_at is null and opened_at > now() - interval '30 days'))
                order by record_id limit (select most from turn)),
            asked as (
                insert into crm_notice (connection_id, kind, remote_id, received_at)
                select distinct cast(:id as uuid), :kind, remote_id, now() from next join turn on true
                where looked_at is null or looked_at < verifying_since order by remote_id
                on conflict do nothing)
            update crm_cursor set verified_to = case when (select count(*) from next) < most
                then null else (select record_id from next order by record_id desc limit 1) end
            from turn where connection_id = :id and kind = :kind
            """;

    private final EntityManager entities;

    Rotation(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Notes some to be looked at, as many as it takes to come round in time.
     *
     * @param every within what time all are asked for
     * @param askEvery how often it is a turn's time
     */
    void turn(UUID connectionId, RecordKind kind, Duration every, Duration askEvery) {
        entities.createNativeQuery(BEGIN)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("every", every.toMillis())
                .executeUpdate();
        entities.createNativeQuery(GO_ON)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter("share", (double) askEvery.toMillis() / every.toMillis())
                .setParameter("together", TOGETHER)
                .executeUpdate();
    }
}
