package io.tandem.crm.connection;

import io.tandem.crm.audit.AuditTrail;
import io.tandem.crm.caller.Caller;
import io.tandem.crm.caller.SeenVersion;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.PipelineStages;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.kit.delivery.Failures;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.outbound.AddressRefusedException;
import io.tandem.kit.web.outbound.OutboundHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What admins do with connections. Credentials go in and never come out. */
@ApplicationScoped
class ConnectionService {
    private final Connections connections;
    private final CrmSessions sessions;
    private final CredentialVault vault;
    private final OutboundHttp http;
    private final RecordChanges changes;
    private final AuditTrail audit;

    ConnectionService(
            Connections connections,
            CrmSessions sessions,
            CredentialVault vault,
            OutboundHttp http,
            RecordChanges changes,
            AuditTrail audit) {
        this.connections = connections;
        this.sessions = sessions;
        this.vault = vault;
        this.http = http;
        this.changes = changes;
        this.audit = audit;
    }

    @Transactional
    List<ConnectionView> list() {
        Instant now = Instant.now();
        return connections.byName().stream()
                .map(connection -> ConnectionView.from(connection, now))
                .toList();
    }

    @Transactional
    ConnectionView show(UUID id) {
        return ConnectionView.from(connections.existing(id), Instant.now());
    }

    @Transactional
    ConnectionView connect(ConnectionRequest request, Caller admin) {
        CrmConnector connector = sessions.connector(request.system());
        List<FieldFault> faults = new ArrayList<>(credentialFaults(connector, request.credentials()));
        String address = request.address() == null || request.address().isBlank()
                ? connector.usualAddress().orElse("")
                : request.address().strip();
        addressFault(address).ifPresent(faults::add);
        List<FieldMapping> fields =
                request.fields() == null ? connector.usualFields() : mappings(request.fields(), faults);
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        if (connections.count("lower(name) = lower(?1)", request.name().strip()) > 0) {
            throw Problem.conflict("There is a connection of this name already.");
        }
        Instant now = now();
        UUID id = UUID.randomUUID();
        Connection connection =
                new Connection(id, request.system(), request.name().strip(), address, now);
        connection.signedInWith(vault.seal(id, request.credentials()), now);
        connection.keepsTheSame(fields, now);
        connections.persistAndFlush(connection);
        changes.everything(id);
        audit.record(now, admin.email(), "CONNECTION_MADE", id, null, described(connection));
        return ConnectionView.from(connection, now);
    }

    @Transactional
    ConnectionView map(UUID id, FieldsRequest request, Caller admin) {
        Connection connection = connections.existing(id);
        SeenVersion.check("connection", request.version(), connection.version());
        List<FieldFault> faults = new ArrayList<>();
        List<FieldMapping> fields = mappings(request.fields(), faults);
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        Map<String, Object> before = described(connection);
        Instant now = now();
        connection.keepsTheSame(fields, now);
        connections.flush();
        changes.compareAll(id);
        audit.record(now, admin.email(), "CONNECTION_MAPPED", id, before, described(connection));
        return ConnectionView.from(connection, now);
    }

    @Transactional
    StagesView stages(UUID id) {
        return StagesView.from(connections.existing(id));
    }

    /** Asks the CRM outside a transaction, since it may take its time. */
    StagesView mapStages(UUID id, StagesRequest request, Caller admin) {
        Connection connection = loaded(id);
        CrmConnector connector = sessions.connector(connection);
        if (connector.stageProperty().isEmpty()) {
            throw Problem.conflict(connection.system() + " has no stages of its own.");
        }
        List<CrmPipeline> there;
        try {
            there = connector.pipelines(sessions.open(connection));
        } catch (CrmException e) {
            throw Problem.unavailable("The CRM does not tell its stages now: " + e.getMessage());
        }
        return keepStages(id, request, request.among(there), admin);
    }

    @Transactional
    StagesView keepStages(UUID id, StagesRequest request, PipelineStages mapped, Caller admin) {
        Connection connection = connections.existing(id);
        SeenVersion.check("connection", request.version(), connection.version());
        PipelineStages before = connection.stages();
        Instant now = now();
        connection.saysStagesAs(mapped, now);
        connections.flush();
        changes.stagesMapped(id, mapped, admin.email(), now);
        audit.record(
                now, admin.email(), "CONNECTION_STAGES_MAPPED", id, described(before), described(connection.stages()));
        return StagesView.from(connection);
    }

    @Transactional
    ConnectionView signIn(UUID id, CredentialsRequest request, Caller admin) {
        Connection connection = connections.existing(id);
        List<FieldFault> faults = credentialFaults(sessions.connector(connection), request.credentials());
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        Instant now = now();
        connection.signedInWith(vault.seal(id, request.credentials()), now);
        connections.flush();
        audit.record(now, admin.email(), "CONNECTION_CREDENTIALS_CHANGED", id, null, null);
        return ConnectionView.from(connection, now);
    }

    @Transactional
    ConnectionView pause(UUID id, Caller admin) {
        Connection connection = connections.existing(id);
        if (connection.state() == Connection.State.ACTIVE) {
            connection.pause(now());
            connections.flush();
            audit.record(now(), admin.email(), "CONNECTION_PAUSED", id, null, null);
        }
        return ConnectionView.from(connection, now());
    }

    @Transactional
    ConnectionView resume(UUID id, Caller admin) {
        Connection connection = connections.existing(id);
        if (connection.state() == Connection.State.PAUSED) {
            connection.resume(now());
            connections.flush();
            audit.record(now(), admin.email(), "CONNECTION_RESUMED", id, null, null);
        }
        return ConnectionView.from(connection, now());
    }

    /** What is being taken in or sent just now may be in the way for a moment: then the same once more. */
    void delete(UUID id, Caller admin) {
        for (int left = 5; ; left--) {
            try {
                remove(id, admin);
                return;
            } catch (RuntimeException e) {
                if (left == 0 || !Failures.isTransient(e)) {
                    throw e;
                }
            }
        }
    }

    @Transactional
    void remove(UUID id, Caller admin) {
        Connection connection = connections.existing(id);
        audit.record(now(), admin.email(), "CONNECTION_DELETED", id, described(connection), null);
        connections.remove(connection);
    }

    /** Outside a transaction, since the CRM may take its time. */
    ConnectionTestView test(UUID id) {
        Connection connection = loaded(id);
        try {
            return new ConnectionTestView(true, sessions.connector(connection).test(sessions.open(connection)));
        } catch (CrmException e) {
            return new ConnectionTestView(false, e.getMessage());
        }
    }

    @Transactional
    Connection loaded(UUID id) {
        return connections.existing(id);
    }

    private Optional<FieldFault> addressFault(String address) {
        try {
            http.check(URI.create(address));
            return Optional.empty();
        } catch (AddressRefusedException | IllegalArgumentException e) {
            String why = e instanceof AddressRefusedException ? e.getMessage() : "is not an https address";
            return Optional.of(new FieldFault("address", why));
        }
    }

    private static List<FieldFault> credentialFaults(CrmConnector connector, Map<String, String> given) {
        List<FieldFault> faults = new ArrayList<>();
        for (String required : new TreeSet<>(connector.requiredCredentials())) {
            if (!given.containsKey(required)) {
                faults.add(new FieldFault("credentials." + required, "is required for " + connector.system()));
            }
        }
        for (String name : new TreeSet<>(given.keySet())) {
            if (!connector.requiredCredentials().contains(name)
                    && !connector.optionalCredentials().contains(name)) {
                faults.add(new FieldFault("credentials." + name, "is nothing that " + connector.system() + " takes"));
            }
        }
        return faults;
    }

    private static List<FieldMapping> mappings(List<FieldRequest> requests, List<FieldFault> faults) {
        List<FieldMapping> mappings = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            FieldRequest request = requests.get(i);
            SyncField field = SyncField.of(request.kind(), request.field()).orElse(null);
            String at = "fields[" + i + "].";
            if (field == null) {
                faults.add(new FieldFault(at + "field", "is none of " + labels(request.kind())));
            } else if (!field.policies().contains(request.policy())) {
                faults.add(new FieldFault(at + "policy", "must be OURS or NEVER for what only Tandem knows"));
            } else if (!seen.add(field) || !seen.add(request.kind() + " " + request.property())) {
                faults.add(new FieldFault(at + "field", "or its property is mapped twice"));
            } else {
                mappings.add(new FieldMapping(field, request.property(), request.policy()));
            }
        }
        return mappings;
    }

    private static String labels(RecordKind kind) {
        return String.join(
                ", ", SyncField.of(kind).stream().map(SyncField::label).toList());
    }

    private static Map<String, Object> described(Connection connection) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", connection.name());
        described.put("system", connection.system());
        described.put("address", connection.address());
        described.put(
                "fields",
                connection.fields().stream()
                        .filter(mapping -> mapping.policy() != FieldPolicy.NEVER)
                        .map(FieldView::from)
                        .toList());
        return described;
    }

    private static Map<String, Object> described(PipelineStages mapped) {
        return mapped == null ? null : Map.of("pipeline", mapped.pipeline(), "stages", mapped.stages());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
