package io.tandem.crm.sync;

import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.sync.CrmCursors.Noticed;
import io.tandem.crm.sync.CrmCursors.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what changed in a CRM: what it told us to look at, and from time to time everything since the last look. */
@ApplicationScoped
class SyncReader {
    private static final int MOST_NOTICED = 100;

    private final CrmCursors cursors;
    private final Rotation rotation;
    private final Moves moves;
    private final Incoming incoming;
    private final StrayRecords strays;
    private final SyncConfig config;

    SyncReader(
            CrmCursors cursors,
            Rotation rotation,
            Moves moves,
            Incoming incoming,
            StrayRecords strays,
            SyncConfig config) {
        this.cursors = cursors;
        this.rotation = rotation;
        this.moves = moves;
        this.incoming = incoming;
        this.strays = strays;
        this.config = config;
    }

    boolean knows(UUID connectionId, RecordKind kind) {
        return cursors.isComplete(connectionId, kind);
    }

    /**
     * Reads a page of a kind, if it is time to.
     *
     * @return whether there was something to do
     */
    boolean read(Connection connection, CrmConnector connector, CrmSession session, RecordKind kind)
            throws CrmException {
        return readNoticed(connection, connector, session, kind) || readChanges(connection, connector, session, kind);
    }

    private boolean readNoticed(Connection connection, CrmConnector connector, CrmSession session, RecordKind kind)
            throws CrmException {
        UUID id = connection.connectionId();
        List<Noticed> noticed =
                cursors.noticed(id, kind, MOST_NOTICED, config.lease().toMillis());
        if (noticed.isEmpty()) {
            return false;
        }
        Set<String> properties = properties(connection, connector, kind);
        List<CrmRecord> found = moves.follow(
                connector,
                session,
                kind,
                properties,
                connector.read(
                        session,
                        kind,
                        properties,
                        noticed.stream().map(Noticed::remoteId).toList()));
        Instant askedAt = noticed.get(0).askedAt();
        incoming.take(connection, connector, kind, found, askedAt, () -> cursors.looked(id, kind, noticed));
        return true;
    }

    private boolean readChanges(Connection connection, CrmConnector connector, CrmSession session, RecordKind kind)
            throws CrmException {
        UUID id = connection.connectionId();
        Optional<Position> position = cursors.claim(
                id, kind, config.askEvery().toMillis(), config.lease().toMillis());
        if (position.isEmpty()) {
            return false;
        }
        try {
            ChangePage page = connector.changes(
                    session,
                    kind,
                    properties(connection, connector, kind),
                    position.get().at());
            incoming.take(
                    connection, connector, kind, page.records(), position.get().askedAt(), () -> {
                        boolean all = cursors.read(id, kind, position.get().claim(), page.position(), page.more());
                        if (all && connector.askedInRotation().contains(kind)) {
                            rotation.turn(id, kind, config.verifyEvery(kind), config.askEvery());
                        }
                    });
            if (kind == RecordKind.COMPANY) {
                strays.noticeThoseAtHome(id);
            }
            return true;
        } catch (CrmException e) {
            cursors.release(id, kind, position.get().claim());
            throw e;
        }
    }

    static Set<String> properties(Connection connection, CrmConnector connector, RecordKind kind) {
        Set<String> properties = new HashSet<>();
        for (FieldMapping mapping : connection.fields(kind)) {
            properties.add(mapping.property());
        }
        if (kind == RecordKind.DEAL
                && connector.stageProperty().filter(connection::keepsStageIn).isPresent()) {
            connector.pipelineProperty().ifPresent(properties::add);
        }
        return properties;
    }
}
