package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.CrmSystem;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Odoo 14 and newer: companies and contacts are partners, handoffs are activities, notes are messages. */
@ApplicationScoped
public class OdooConnector implements CrmConnector {
    private static final String OURS = "x_tandem_";

    /** By connection, database and user: whoever signs in anew is somebody else there. */
    private final Map<List<Object>, OdooApi.Server> servers = new ConcurrentHashMap<>();

    private final Map<UUID, OdooUsers> users = new ConcurrentHashMap<>();

    @Override
    public CrmSystem system() {
        return CrmSystem.ODOO;
    }

    @Override
    public Set<String> requiredCredentials() {
        return Set.of("database", "user", "apiKey");
    }

    @Override
    public List<FieldMapping> usualFields() {
        return OdooFields.USUAL;
    }

    @Override
    public int batchSize(RecordKind kind) {
        return 100;
    }

    @Override
    public Set<RecordKind> readable() {
        return EnumSet.allOf(RecordKind.class);
    }

    @Override
    public Set<RecordKind> askedInRotation() {
        return EnumSet.of(RecordKind.COMPANY, RecordKind.CONTACT, RecordKind.DEAL, RecordKind.TASK);
    }

    @Override
    public Set<RecordKind> mayHaveMoved() {
        return EnumSet.of(RecordKind.COMPANY, RecordKind.CONTACT, RecordKind.TASK);
    }

    @Override
    public Optional<String> matchProperty(RecordKind kind) {
        return kind == RecordKind.COMPANY || kind == RecordKind.CONTACT
                ? Optional.of(OdooFields.MATCH)
                : Optional.empty();
    }

    @Override
    public String test(CrmSession session) throws CrmException {
        OdooApi.Server server = OdooApi.signIn(session);
        OdooApi api = new OdooApi(session, server);
        List<String> lacking = new ArrayList<>();
        for (RecordKind kind : List.of(RecordKind.COMPANY, RecordKind.DEAL, RecordKind.TASK)) {
            for (String operation : List.of("create", "write")) {
                if (!api.may(operation, OdooFields.model(kind))) {
                    lacking.add(operation + " " + OdooFields.model(kind));
                }
            }
        }
        if (!lacking.isEmpty()) {
            throw CrmException.denied("This user may not " + String.join(", ", lacking));
        }
        return "Odoo " + server.name();
    }

    @Override
    public void prepare(CrmSession session, Collection<FieldMapping> fields) throws CrmException {
        OdooApi api = api(session);
        Map<String, List<FieldMapping>> byModel = fields.stream()
                .filter(mapping -> mapping.property().startsWith(OURS))
                .collect(Collectors.groupingBy(
                        mapping -> OdooFields.model(mapping.field().kind())));
        for (Map.Entry<String, List<FieldMapping>> model : byModel.entrySet()) {
            make(api, model.getKey(), model.getValue());
        }
    }

    private static void make(OdooApi api, String model, List<FieldMapping> fields) throws CrmException {
        Set<String> there = new HashSet<>();
        api.call(model, "fields_get", null, Map.of("attributes", List.of("type")))
                .fieldNames()
                .forEachRemaining(there::add);
        List<FieldMapping> missing = fields.stream()
                .filter(mapping -> !there.contains(mapping.property()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        JsonNode found = api.call(
                "ir.model",
                "search_read",
                null,
                Map.of("domain", List.of(List.of("model", "=", model)), "fields", List.of("id")));
        for (FieldMapping mapping : missing) {
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("model_id", found.path(0).path("id").asLong());
            field.put("name", mapping.property());
            field.put("field_description", "Tandem " + mapping.field().label());
            field.put("ttype", OdooFields.type(mapping.field()));
            field.put("state", "manual");
            api.call("ir.model.fields", "create", null, Map.of("vals_list", List.of(field)));
        }
    }

    @Override
    public Optional<String> stageProperty() {
        return Optional.of(OdooFields.STAGE);
    }

    @Override
    public Optional<String> pipelineProperty() {
        return Optional.of(OdooFields.TEAM);
    }

    @Override
    public List<CrmPipeline> pipelines(CrmSession session) throws CrmException {
        return OdooPipelines.read(api(session));
    }

    @Override
    public List<WriteResult> write(CrmSession session, RecordKind kind, List<OutgoingRecord> records)
            throws CrmException {
        OdooApi api = api(session);
        return new OdooLoad(api, kind, users(session, api)).write(records);
    }

    @Override
    public boolean erase(CrmSession session, RecordKind kind, String remoteId) throws CrmException {
        OdooApi api = api(session);
        return new OdooErasure(api, kind).of(Long.parseLong(remoteId));
    }

    @Override
    public ChangePage changes(CrmSession session, RecordKind kind, Set<String> properties, String position)
            throws CrmException {
        if (kind == RecordKind.TASK) {
            // Of an activity that was done may be nothing left that was changed.
            return new ChangePage(List.of(), "", false);
        }
        OdooApi api = api(session);
        return new OdooReading(api, users(session, api), kind, properties).after(position);
    }

    @Override
    public List<CrmRecord> read(CrmSession session, RecordKind kind, Set<String> properties, List<String> remoteIds)
            throws CrmException {
        OdooApi api = api(session);
        return kind == RecordKind.TASK
                ? new OdooTasks(api).read(remoteIds)
                : new OdooReading(api, users(session, api), kind, properties).read(remoteIds);
    }

    @Override
    public Map<String, Completion> completed(CrmSession session, Map<String, LostRecord> lost) throws CrmException {
        return new OdooTasks(api(session)).completed(lost);
    }

    @Override
    public Map<String, String> moved(CrmSession session, RecordKind kind, Map<String, LostRecord> lost)
            throws CrmException {
        OdooApi api = api(session);
        return new OdooMoves(api, kind, new OdooReading(api, users(session, api), kind, Set.of())).of(lost);
    }

    private OdooApi api(CrmSession session) throws CrmException {
        List<Object> who = List.of(
                session.connectionId(),
                session.credential("database").orElse(""),
                session.credential("user").orElse(""));
        OdooApi.Server server = servers.get(who);
        if (server == null) {
            server = OdooApi.signIn(session);
            servers.put(who, server);
        }
        return new OdooApi(session, server);
    }

    private OdooUsers users(CrmSession session, OdooApi api) throws CrmException {
        OdooUsers known = users.get(session.connectionId());
        if (known == null || known.isOld()) {
            known = OdooUsers.read(api);
            users.put(session.connectionId(), known);
        }
        return known;
    }
}
