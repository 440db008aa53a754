package io.tandem.crm.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.CrmSystem;
import io.tandem.crm.connector.Json;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.kit.web.outbound.OutboundAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tells an address of changed records, signed as Standard Webhooks says. A message that is sent again, because nobody
 * knows whether it was heard, has the same id, so that whoever hears it twice can tell.
 */
@ApplicationScoped
class WebhookConnector implements CrmConnector {
    private static final int GONE = 410;

    @Override
    public CrmSystem system() {
        return CrmSystem.WEBHOOK;
    }

    @Override
    public Set<String> requiredCredentials() {
        return Set.of("secret");
    }

    @Override
    public List<FieldMapping> usualFields() {
        return Arrays.stream(SyncField.values())
                .map(field -> new FieldMapping(field, field.label(), FieldPolicy.OURS))
                .toList();
    }

    @Override
    public int batchSize(RecordKind kind) {
        return 50;
    }

    @Override
    public Set<RecordKind> readable() {
        return Set.of();
    }

    @Override
    public String test(CrmSession session) throws CrmException {
        send(session, "msg_test_" + UUID.randomUUID(), message("connection.tested", Map.of()));
        return "The message was heard";
    }

    @Override
    public void prepare(CrmSession session, Collection<FieldMapping> fields) {
        // Whoever listens takes the fields as they come.
    }

    @Override
    public List<WriteResult> write(CrmSession session, RecordKind kind, List<OutgoingRecord> records)
            throws CrmException {
        List<Map<String, Object>> told =
                records.stream().map(WebhookConnector::told).toList();
        byte[] content = Json.write(told);
        send(
                session,
                "msg_" + UUID.nameUUIDFromBytes(content),
                message("records.changed", Map.of("kind", kind, "records", told)));
        return records.stream()
                .map(record -> WriteResult.written(record.id(), record.id().toString(), Map.of()))
                .toList();
    }

    private static Map<String, Object> told(OutgoingRecord record) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", record.id());
        told.put("companyId", record.companyId());
        told.put("version", record.version());
        told.put("fields", record.properties());
        return told;
    }

    private static Map<String, Object> message(String type, Map<String, Object> data) {
        return Map.of("type", type, "timestamp", Instant.now().toString(), "data", data);
    }

    private static void send(CrmSession session, String id, Map<String, Object> message) throws CrmException {
        String body = new String(Json.write(message), StandardCharsets.UTF_8);
        long now = Instant.now().getEpochSecond();
        Map<String, String> headers;
        try {
            headers = Map.of(
                    "Content-Type",
                    "application/json",
                    Webhook.UNBRANDED_MSG_ID_KEY,
                    id,
                    Webhook.UNBRANDED_MSG_TIMESTAMP_KEY,
                    Long.toString(now),
                    Webhook.UNBRANDED_MSG_SIGNATURE_KEY,
                    new Webhook(session.credential("secret").orElse("")).sign(id, now, body));
        } catch (EmptyWebhookSecretException | WebhookSigningException | IllegalArgumentException e) {
            throw CrmException.denied("The secret is none that messages can be signed with");
        }
        OutboundAnswer answer = session.answer("POST", "", headers, body.getBytes(StandardCharsets.UTF_8));
        if (answer.status() == GONE) {
            throw CrmException.denied("Whoever is there wants no more messages: " + CrmSession.words(answer));
        }
        if (!answer.isSuccess()) {
            throw CrmSession.failure(answer);
        }
    }

    @Override
    public boolean erase(CrmSession session, RecordKind kind, String remoteId) throws CrmException {
        send(session, "msg_erased_" + remoteId, message("record.erased", Map.of("kind", kind, "id", remoteId)));
        return true;
    }

    @Override
    public ChangePage changes(CrmSession session, RecordKind kind, Set<String> properties, String position) {
        throw new IllegalStateException("Nothing is read from a webhook");
    }

    @Override
    public List<CrmRecord> read(CrmSession session, RecordKind kind, Set<String> properties, List<String> remoteIds) {
        throw new IllegalStateException("Nothing is read from a webhook");
    }
}
