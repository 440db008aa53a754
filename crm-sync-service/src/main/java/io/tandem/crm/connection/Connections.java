package io.tandem.crm.connection;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.PipelineStages;
import io.tandem.crm.domain.Reachability;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.query.NativeQuery;

/** The connections there are. What calling them tells is written beside, without touching what an admin edits. */
@ApplicationScoped
public class Connections implements PanacheRepositoryBase<Connection, UUID> {
    private final RecordChanges changes;

    Connections(RecordChanges changes) {
        this.changes = changes;
    }

    Connection existing(UUID connectionId) {
        return findByIdOptional(connectionId)
                .orElseThrow(() -> Problem.notFound("There is no connection " + connectionId + "."));
    }

    /** Whoever keeps records the same locks them before it looks whether their connection is there, and so does this. */
    void remove(Connection connection) {
        getEntityManager()
                .createNativeQuery(
                        "select count(*) from (select from sync_record where connection_id = :id"
                                + " order by kind, record_id for update) as held",
                        Long.class)
                .setParameter("id", connection.connectionId())
                .getSingleResult();
        delete(connection);
    }

    List<Connection> byName() {
        return list("order by name");
    }

    @Transactional(TxType.REQUIRES_NEW)
    public List<Connection> active() {
        return list("state = ?1 order by connectionId", Connection.State.ACTIVE);
    }

    /** As it is now, if it is active. */
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<Connection> active(UUID connectionId) {
        return find("connectionId = ?1 and state = ?2", connectionId, Connection.State.ACTIVE)
                .firstResultOptional();
    }

    /** Keeps what a call told of the CRM; of several instances the one that has to wait longest counts. */
    @Transactional(TxType.REQUIRES_NEW)
    public void keep(UUID connectionId, Reachability told, String trouble) {
        NativeQuery<?> update = getEntityManager().createNativeQuery("""
                        update crm_connection set failures = :failures, trouble = :trouble,
                            rest_until = greatest(rest_until, cast(:until as timestamptz))
                        where connection_id = :id
                        """).unwrap(NativeQuery.class);
        update.setParameter("failures", told.failures())
                .setParameter("trouble", trouble, String.class)
                .setParameter("until", told.until(), Instant.class)
                .setParameter("id", connectionId)
                .executeUpdate();
    }

    /**
     * Queues what was being made by somebody who could not see the connection yet, and maps stages as usual unless an
     * admin has.
     *
     * @param connection as it was prepared: what was mapped meanwhile is not prepared yet
     * @param pipelines those of the CRM, if the stage of sales is kept in one
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void prepared(Connection connection, List<CrmPipeline> pipelines) {
        UUID connectionId = connection.connectionId();
        changes.everything(connectionId);
        if (!pipelines.isEmpty()) {
            PipelineStages known =
                    findById(connectionId, LockModeType.PESSIMISTIC_WRITE).stages();
            PipelineStages stages = known == null ? PipelineStages.usual(pipelines) : known.beside(pipelines);
            update("stages = ?1 where connectionId = ?2", stages, connectionId);
        }
        update("prepared = true where connectionId = ?1 and version = ?2", connectionId, connection.version());
    }
}
