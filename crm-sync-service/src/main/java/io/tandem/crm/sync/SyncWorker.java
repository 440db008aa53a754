package io.tandem.crm.sync;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.tandem.crm.connection.Connection;
import io.tandem.crm.connection.Connections;
import io.tandem.crm.connection.CrmSessions;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.Reachability;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Serves every connection, each by itself so that none waits for another: reads what changed in the CRM, then sends
 * what changed here, until there is nothing left or the CRM wants to be left alone.
 */
@ApplicationScoped
class SyncWorker {
    private static final Logger LOG = Logger.getLogger(SyncWorker.class);

    private final Connections connections;
    private final CrmSessions sessions;
    private final SyncReader reader;
    private final SyncWriter writer;
    private final SyncEraser eraser;
    private final SyncConfig config;
    private final ExecutorService threads;
    private final Map<UUID, Boolean> served = new ConcurrentHashMap<>();
    private volatile boolean ending;

    SyncWorker(
            Connections connections,
            CrmSessions sessions,
            SyncReader reader,
            SyncWriter writer,
            SyncEraser eraser,
            SyncConfig config,
            ExecutorService threads) {
        this.connections = connections;
        this.sessions = sessions;
        this.reader = reader;
        this.writer = writer;
        this.eraser = eraser;
        this.config = config;
        this.threads = threads;
    }

    void end(@Observes ShutdownEvent event) {
        ending = true;
    }

    @Scheduled(every = "${tandem.crm.sync.look-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = Instant.now();
        for (Connection connection : connections.active()) {
            UUID id = connection.connectionId();
            if (connection.reachability().mayBeCalled(now) && served.putIfAbsent(id, true) == null) {
                threads.execute(() -> {
                    try {
                        serve(id);
                    } catch (RuntimeException e) {
                        LOG.errorf(e, "Connection %s is not served for now", id);
                    } finally {
                        served.remove(id);
                    }
                });
            }
        }
    }

    private void serve(UUID id) {
        Optional<Connection> connection = connections.active(id);
        // Looked up anew each time: an admin may have paused it, or mapped other fields.
        while (connection.isPresent()
                && connection.get().reachability().mayBeCalled(Instant.now())
                && !ending
                && step(connection.get())) {
            connection = connections.active(id);
        }
    }

    /** Does a little. False if there is nothing to do now, or the CRM is to be left alone. */
    private boolean step(Connection connection) {
        Reachability before = connection.reachability();
        try {
            CrmConnector connector = sessions.connector(connection);
            CrmSession session = sessions.open(connection);
            boolean busy = step(connection, connector, session);
            if (session.calls() > 0) {
                Reachability after = before.succeeded();
                Optional<Duration> rest = session.rest();
                if (before.failures() > 0 || rest.isPresent() || connection.trouble() != null) {
                    connections.keep(
                            connection.connectionId(),
                            rest.map(duration -> after.resting(Instant.now(), duration))
                                    .orElse(after),
                            null);
                }
            }
            return busy;
        } catch (CrmException e) {
            Duration asked = e.kind() == CrmException.Kind.DENIED ? config.afterDenial() : e.retryAfter();
            LOG.infof("Connection %s: %s %s", connection.name(), e.kind(), e.getMessage());
            connections.keep(
                    connection.connectionId(),
                    before.failed(Instant.now(), asked, config.backoff(), connection.connectionId()),
                    e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.errorf(e, "Connection %s", connection.name());
            connections.keep(
                    connection.connectionId(),
                    before.failed(Instant.now(), null, config.backoff(), connection.connectionId()),
                    "It cannot be served; see the log of this service");
            return false;
        }
    }

    private boolean step(Connection connection, CrmConnector connector, CrmSession session) throws CrmException {
        if (!connection.isPrepared()) {
            connector.prepare(session, connection.fields());
            boolean stages =
                    connector.stageProperty().filter(connection::keepsStageIn).isPresent();
            connections.prepared(connection, stages ? connector.pipelines(session) : List.of());
            return true;
        }
        if (eraser.erase(connection, connector, session) > 0) {
            return true;
        }
        for (RecordKind kind : kinds(connection)) {
            if (connector.readable().contains(kind) && reader.read(connection, connector, session, kind)) {
                return true;
            }
        }
        for (RecordKind kind : kinds(connection)) {
            boolean known = !connector.readable().contains(kind) || reader.knows(connection.connectionId(), kind);
            if (known && writer.write(connection, connector, session, kind) > 0) {
                return true;
            }
        }
        return false;
    }

    private static List<RecordKind> kinds(Connection connection) {
        return List.of(RecordKind.values()).stream()
                .filter(kind ->
                        connection.fields(kind).stream().anyMatch(mapping -> mapping.policy() != FieldPolicy.NEVER))
                .toList();
    }
}
