package io.tandem.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.CrmSystem;
import io.tandem.crm.connector.Currencies;
import io.tandem.crm.connector.Notice;
import io.tandem.crm.connector.Notification;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.web.outbound.OutboundAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** HubSpot, by a private app: CRM v3 objects with a unique property of ours, v4 associations, webhooks. */
@ApplicationScoped
public class HubSpotConnector implements CrmConnector {
    static final int BATCH = 100;
    /** HubSpot's notes and meetings come as one kind here; their ids say which they are. */
    static final String NOTE_ID = "note:";

    static final String MEETING_ID = "meeting:";

    private final HubSpotOwners owners = new HubSpotOwners();
    private final Map<UUID, Currencies> currencies = new ConcurrentHashMap<>();

    @Override
    public CrmSystem system() {
        return CrmSystem.HUBSPOT;
    }

    @Override
    public Set<String> requiredCredentials() {
        return Set.of("accessToken");
    }

    @Override
    public Set<String> optionalCredentials() {
        return Set.of("clientSecret");
    }

    @Override
    public Optional<String> usualAddress() {
        return Optional.of("https://api.hubapi.com");
    }

    @Override
    public List<FieldMapping> usualFields() {
        return HubSpotFields.USUAL;
    }

    @Override
    public int batchSize(RecordKind kind) {
        return BATCH;
    }

    @Override
    public Set<RecordKind> readable() {
        return EnumSet.allOf(RecordKind.class);
    }

    /** Lists and searches leave out what was put away; merges change the one that stays, which names the other. */
    @Override
    public Set<RecordKind> askedInRotation() {
        return EnumSet.of(RecordKind.COMPANY, RecordKind.CONTACT, RecordKind.DEAL);
    }

    @Override
    public Optional<String> matchProperty(RecordKind kind) {
        return switch (kind) {
            case COMPANY -> Optional.of("domain");
            case CONTACT -> Optional.of("email");
            default -> Optional.empty();
        };
    }

    @Override
    public String test(CrmSession session) throws CrmException {
        JsonNode account = new HubSpotApi(session).get("/account-info/v3/details");
        return "HubSpot account " + account.path("portalId").asText();
    }

    @Override
    public void prepare(CrmSession session, Collection<FieldMapping> fields) throws CrmException {
        new HubSpotProperties(new HubSpotApi(session)).make(fields);
    }

    @Override
    public Optional<String> stageProperty() {
        return Optional.of(HubSpotFields.STAGE);
    }

    @Override
    public Optional<String> pipelineProperty() {
        return Optional.of(HubSpotFields.PIPELINE);
    }

    @Override
    public List<CrmPipeline> pipelines(CrmSession session) throws CrmException {
        return HubSpotPipelines.read(new HubSpotApi(session));
    }

    @Override
    public List<WriteResult> write(CrmSession session, RecordKind kind, List<OutgoingRecord> records)
            throws CrmException {
        HubSpotApi api = new HubSpotApi(session);
        boolean ownersMatter =
                records.stream().anyMatch(record -> record.properties().containsKey(HubSpotFields.OWNER));
        HubSpotOwners.Directory directory =
                ownersMatter ? owners.of(session.connectionId(), api) : HubSpotOwners.NOBODY;
        HubSpotBatch batch = new HubSpotBatch(api, kind, directory);
        if (records.stream().noneMatch(record -> record.properties().containsKey(HubSpotFields.CURRENCY))) {
            return batch.write(records);
        }
        return currencies(session, api).write(records, HubSpotFields.CURRENCY, HubSpotFields.AMOUNT, batch::write);
    }

    private Currencies currencies(CrmSession session, HubSpotApi api) throws CrmException {
        Currencies known = currencies.get(session.connectionId());
        if (known == null || known.isOld()) {
            JsonNode account = api.get("/account-info/v3/details");
            Set<String> all = new HashSet<>();
            account.path("additionalCurrencies").forEach(currency -> all.add(currency.asText()));
            String usual = account.path("companyCurrency").asText();
            all.add(usual);
            known = new Currencies(usual, all, Instant.now());
            currencies.put(session.connectionId(), known);
        }
        return known;
    }

    private HubSpotReading reading(CrmSession session, RecordKind kind, Set<String> properties) throws CrmException {
        HubSpotApi api = new HubSpotApi(session);
        String usual = properties.contains(HubSpotFields.CURRENCY)
                ? currencies(session, api).usual()
                : null;
        return new HubSpotReading(api, owners.of(session.connectionId(), api), usual, kind, properties);
    }

    @Override
    public boolean erase(CrmSession session, RecordKind kind, String remoteId) throws CrmException {
        HubSpotApi api = new HubSpotApi(session);
        OutboundAnswer answer = kind == RecordKind.CONTACT
                ? api.postRaw("/crm/v3/objects/contacts/gdpr-delete", Map.of("objectId", remoteId))
                : api.postRaw(
                        "/crm/v3/objects/" + HubSpotFields.type(kind) + "/batch/archive",
                        Map.of("inputs", List.of(Map.of("id", bare(remoteId)))));
        if (!answer.isSuccess() && answer.status() != 404) {
            throw CrmException.refused(HubSpotApi.words(answer));
        }
        return answer.isSuccess();
    }

    @Override
    public ChangePage changes(CrmSession session, RecordKind kind, Set<String> properties, String position)
            throws CrmException {
        return reading(session, kind, properties).after(position);
    }

    @Override
    public List<CrmRecord> read(CrmSession session, RecordKind kind, Set<String> properties, List<String> remoteIds)
            throws CrmException {
        return reading(session, kind, properties).read(remoteIds);
    }

    @Override
    public Optional<List<Notice>> notices(CrmSession session, Notification notification) {
        return session.credential("clientSecret")
                .filter(secret -> HubSpotWebhook.isSigned(notification, secret))
                .map(secret -> HubSpotWebhook.notices(notification.body()));
    }

    /** The id as HubSpot has it. */
    static String bare(String remoteId) {
        return remoteId.substring(remoteId.indexOf(':') + 1);
    }

    static String prefixed(RecordKind kind, String id) {
        return kind == RecordKind.NOTE ? NOTE_ID + id : id;
    }
}
