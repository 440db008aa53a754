package io.tandem.crm.sync;

import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Which companies of a CRM are accounts of ours. What belongs to others is none of our business. */
@ApplicationScoped
class Companies {
    private final EntityManager entities;
    private final StrayRecords strays;

    Companies(EntityManager entities, StrayRecords strays) {
        this.entities = entities;
        this.strays = strays;
    }

    /** The accounts to which records belong, by the CRM's id of the company. */
    @Transactional(TxType.MANDATORY)
    Map<String, UUID> accounts(UUID connectionId, RecordKind kind, Collection<CrmRecord> records) {
        Map<String, UUID> accounts = new HashMap<>();
        for (Object row : entities.createNativeQuery("""
                        select remote_id, account_id from sync_record
                        where connection_id = :id and kind = 'COMPANY' and remote_id = any(:remotes)
                            and state not in ('GONE', 'MERGED')
                        """, Object[].class)
                .setParameter("id", connectionId)
                .setParameter(
                        "remotes",
                        records.stream()
                                .map(CrmRecord::companyId)
                                .filter(Objects::nonNull)
                                .toArray(String[]::new))
                .getResultList()) {
            Object[] columns = (Object[]) row;
            accounts.put((String) columns[0], (UUID) columns[1]);
        }
        strays.remember(
                connectionId,
                kind,
                records.stream()
                        .filter(record -> record.companyId() != null && !accounts.containsKey(record.companyId()))
                        .toList());
        return accounts;
    }
}
