package io.tandem.crm.sync;

import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.UUID;

/**
 * What people have in a CRM under companies that are none of ours. A company of ours may have been merged into one of them,
 * and what is under it be read before that is noticed; so for an hour it is remembered, and looked at again when the company
 * is ours.
 */
@ApplicationScoped
class StrayRecords {
    private final EntityManager entities;

    StrayRecords(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional(TxType.MANDATORY)
    void remember(UUID connectionId, RecordKind kind, Collection<CrmRecord> strays) {
        if (strays.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        insert into stray_record (connection_id, kind, remote_id, company_id)
                        select :id, :kind, remote_id, company_id from unnest(:remotes, :companies) as stray (remote_id, company_id)
                        order by remote_id
                        on conflict (connection_id, kind, remote_id)
                        do update set company_id = excluded.company_id, seen_at = excluded.seen_at
                        """)
                .setParameter("id", connectionId)
                .setParameter("kind", kind.name())
                .setParameter(
                        "remotes", strays.stream().map(CrmRecord::remoteId).toArray(String[]::new))
                .setParameter(
                        "companies", strays.stream().map(CrmRecord::companyId).toArray(String[]::new))
                .executeUpdate();
    }

    /** Those whose company is ours by now are to be looked at. Each is looked up by itself, whatever the plan. */
    @Transactional(TxType.REQUIRES_NEW)
    void noticeThoseAtHome(UUID connectionId) {
        entities.createNativeQuery("""
                        with home as (
                            delete from stray_record as stray
                            where connection_id = :id and exists (
                                select from sync_record as company
                                where company.connection_id = stray.connection_id and company.kind = 'COMPANY'
                                    and company.remote_id = stray.company_id
                                    and company.state not in ('GONE', 'MERGED') offset 0)
                            returning kind, remote_id
                        ), old as (
                            delete from stray_record where connection_id = :id and seen_at < now() - interval '1 hour'
                        )
                        insert into crm_notice (connection_id, kind, remote_id, received_at)
                        select distinct :id, kind, remote_id, now() from home order by kind, remote_id
                        on conflict (connection_id, kind, remote_id) do update set received_at = excluded.received_at
                        """).setParameter("id", connectionId).executeUpdate();
    }
}
