package io.tandem.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.CrmSystem;
import io.tandem.crm.connector.Currencies;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.CrmStage;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.web.outbound.OutboundAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Salesforce: accounts, contacts, opportunities and tasks, by an external id of ours. */
@ApplicationScoped
public class SalesforceConnector implements CrmConnector {
    private static final String OURS = "Tandem_";
    private final Map<List<Object>, String> tokens = new ConcurrentHashMap<>();
    private final Map<UUID, SalesforceUsers> users = new ConcurrentHashMap<>();
    private final Map<UUID, Currencies> currencies = new ConcurrentHashMap<>();

    @Override
    public CrmSystem system() {
        return CrmSystem.SALESFORCE;
    }

    @Override
    public Set<String> requiredCredentials() {
        return Set.of("clientId", "clientSecret");
    }

    @Override
    public List<FieldMapping> usualFields() {
        return SalesforceFields.USUAL;
    }

    @Override
    public int batchSize(RecordKind kind) {
        return 200;
    }

    @Override
    public Set<RecordKind> readable() {
        return EnumSet.allOf(RecordKind.class);
    }

    @Override
    public Optional<String> matchProperty(RecordKind kind) {
        return switch (kind) {
            case COMPANY -> Optional.of("Website");
            case CONTACT -> Optional.of("Email");
            default -> Optional.empty();
        };
    }

    @Override
    public String test(CrmSession session) throws CrmException {
        tokens.remove(SalesforceApi.client(session));
        JsonNode who = api(session).get("/services/oauth2/userinfo");
        return "Salesforce organization " + who.path("organization_id").asText() + " as "
                + who.path("preferred_username").asText();
    }

    @Override
    public void prepare(CrmSession session, Collection<FieldMapping> fields) throws CrmException {
        SalesforceApi api = api(session);
        Map<String, List<FieldMapping>> byObject = fields.stream()
                .collect(Collectors.groupingBy(
                        mapping -> SalesforceFields.customised(mapping.field().kind())));
        for (Map.Entry<String, List<FieldMapping>> object : byObject.entrySet()) {
            prepare(api, object.getKey(), object.getValue());
        }
    }

    private static void prepare(SalesforceApi api, String object, List<FieldMapping> fields) throws CrmException {
        Set<String> there = new HashSet<>();
        // What tasks and events have in common cannot be described by itself.
        api.get(SalesforceApi.DATA + "/sobjects/" + (object.equals("Activity") ? "Task" : object) + "/describe")
                .path("fields")
                .forEach(field -> there.add(field.path("name").asText()));
        if (!there.contains(SalesforceFields.TANDEM_ID)) {
            make(
                    api,
                    object + "." + SalesforceFields.TANDEM_ID,
                    Map.of("label", "Tandem id", "type", "Text", "length", 36, "externalId", true, "unique", true));
        }
        for (FieldMapping mapping : fields) {
            if (mapping.property().startsWith(OURS) && there.add(mapping.property())) {
                make(api, object + "." + mapping.property(), SalesforceFields.metadata(mapping.field()));
            }
        }
    }

    private static void make(SalesforceApi api, String name, Map<String, Object> metadata) throws CrmException {
        try {
            api.send(
                    "POST",
                    SalesforceApi.DATA + "/tooling/sobjects/CustomField",
                    Map.of("FullName", name, "Metadata", metadata));
        } catch (CrmException e) {
            // It may be there already and only not be visible to us.
            if (!e.getMessage().contains("DUPLICATE_DEVELOPER_NAME")) {
                throw e;
            }
            throw CrmException.denied("The field " + name + " is there, but this user may not see it");
        }
    }

    @Override
    public Optional<String> stageProperty() {
        return Optional.of(SalesforceFields.STAGE);
    }

    /** There is one row of stages for all; which of them a sale may have depends on its record type, if it has one. */
    @Override
    public List<CrmPipeline> pipelines(CrmSession session) throws CrmException {
        List<CrmStage> stages = new ArrayList<>();
        for (JsonNode stage : api(session)
                .query("SELECT ApiName,MasterLabel,IsClosed,IsWon,DefaultProbability FROM OpportunityStage"
                        + " WHERE IsActive = true ORDER BY SortOrder")) {
            stages.add(new CrmStage(
                    stage.path("ApiName").asText(),
                    stage.path("MasterLabel").asText(),
                    stage.path("IsClosed").asBoolean(),
                    stage.path("IsWon").asBoolean(),
                    stage.path("DefaultProbability").isNumber()
                            ? stage.path("DefaultProbability").asDouble() / 100
                            : null));
        }
        return List.of(new CrmPipeline(SalesforceFields.STAGE, "Opportunity stages", stages));
    }

    @Override
    public List<WriteResult> write(CrmSession session, RecordKind kind, List<OutgoingRecord> records)
            throws CrmException {
        SalesforceApi api = api(session);
        SalesforceWriting writing = new SalesforceWriting(api, kind, users(session, api));
        if (records.stream().noneMatch(record -> record.properties().containsKey(SalesforceFields.CURRENCY))) {
            return writing.write(records);
        }
        return currencies(session, api)
                .write(records, SalesforceFields.CURRENCY, SalesforceFields.AMOUNT, writing::write);
    }

    /** An organization with one currency has no field for it. */
    private Currencies currencies(CrmSession session, SalesforceApi api) throws CrmException {
        Currencies known = currencies.get(session.connectionId());
        if (known == null || known.isOld()) {
            Set<String> all = new HashSet<>();
            for (JsonNode field : api.get(SalesforceApi.DATA + "/sobjects/Opportunity/describe")
                    .path("fields")) {
                if (SalesforceFields.CURRENCY.equals(field.path("name").asText())) {
                    field.path("picklistValues").forEach(value -> {
                        if (value.path("active").asBoolean()) {
                            all.add(value.path("value").asText());
                        }
                    });
                }
            }
            known = new Currencies(null, all, Instant.now());
            currencies.put(session.connectionId(), known);
        }
        return known;
    }

    private SalesforceReading reading(CrmSession session, SalesforceApi api, RecordKind kind, Set<String> properties)
            throws CrmException {
        Set<String> there = new HashSet<>(properties);
        if (there.contains(SalesforceFields.CURRENCY)
                && currencies(session, api).known().isEmpty()) {
            there.remove(SalesforceFields.CURRENCY);
        }
        return new SalesforceReading(api, users(session, api), kind, there);
    }

    @Override
    public boolean erase(CrmSession session, RecordKind kind, String remoteId) throws CrmException {
        OutboundAnswer answer = api(session)
                .answer(
                        "DELETE",
                        SalesforceApi.DATA + "/sobjects/" + SalesforceFields.object(kind) + "/" + remoteId,
                        null);
        if (!answer.isSuccess() && answer.status() != 404) {
            throw CrmSession.failure(answer);
        }
        return answer.isSuccess();
    }

    @Override
    public ChangePage changes(CrmSession session, RecordKind kind, Set<String> properties, String position)
            throws CrmException {
        SalesforceApi api = api(session);
        return switch (kind) {
            case NOTE -> new SalesforceActivities(api).after(position);
            case TASK -> new SalesforceTasks(api, users(session, api)).after(position);
            default -> reading(session, api, kind, properties).after(position);
        };
    }

    @Override
    public List<CrmRecord> read(CrmSession session, RecordKind kind, Set<String> properties, List<String> remoteIds)
            throws CrmException {
        SalesforceApi api = api(session);
        return switch (kind) {
            case NOTE -> new SalesforceActivities(api).read(remoteIds);
            case TASK -> new SalesforceTasks(api, users(session, api)).read(remoteIds);
            default -> reading(session, api, kind, properties).read(remoteIds);
        };
    }

    private SalesforceApi api(CrmSession session) {
        return new SalesforceApi(session, tokens);
    }

    private SalesforceUsers users(CrmSession session, SalesforceApi api) throws CrmException {
        SalesforceUsers known = users.get(session.connectionId());
        if (known == null || known.isOld()) {
            known = SalesforceUsers.read(api);
            users.put(session.connectionId(), known);
        }
        return known;
    }
}
