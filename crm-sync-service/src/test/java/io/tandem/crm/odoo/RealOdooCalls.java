package io.tandem.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.crm.connector.CallsOut;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.connector.WriteResult.Outcome;
import io.tandem.crm.domain.RecordKind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The connector against an Odoo that really runs, which the environment names. What is made there is removed again, but for
 * the fields of ours.
 */
abstract class RealOdooCalls {
    static final Map<String, String> ENVIRONMENT = System.getenv();

    @RegisterExtension
    static final CallsOut CALLS = new CallsOut();

    final OdooConnector connector = new OdooConnector();
    private final UUID connection = UUID.randomUUID();
    final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, List<Long>> made = new HashMap<>();
    OdooApi people;

    @BeforeEach
    void signIn() throws CrmException {
        people = new OdooApi(session(), OdooApi.signIn(session()));
        connector.prepare(session(), connector.usualFields());
    }

    @AfterEach
    void remove() throws CrmException {
        for (String model : List.of("crm.lead", "res.partner")) {
            for (long id : made.getOrDefault(model, List.of())) {
                remove(model, id);
            }
        }
    }

    /** The rights that we ask for do not include deleting a sale, which is put away then. */
    private void remove(String model, long id) throws CrmException {
        try {
            people.call(model, "unlink", List.of(id), Map.of());
        } catch (CrmException e) {
            if (OdooApi.isForbidden(e) && people.has(model, id)) {
                people.call(model, "write", List.of(id), Map.of("vals", Map.of("active", false)));
            }
        }
    }

    String company(String name) throws CrmException {
        return write(
                        RecordKind.COMPANY,
                        new OutgoingRecord(UUID.randomUUID(), null, Map.of("name", name + " " + run), null, 1))
                .remoteId();
    }

    WriteResult deal(String company, Map<String, String> values) throws CrmException {
        return write(RecordKind.DEAL, new OutgoingRecord(UUID.randomUUID(), null, values, company, 1));
    }

    String owner() throws CrmException {
        return OdooUsers.read(people).ids().keySet().stream()
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    CrmRecord read(RecordKind kind, String remoteId, Set<String> properties) throws CrmException {
        return connector.read(session(), kind, properties, List.of(remoteId)).get(0);
    }

    WriteResult write(RecordKind kind, OutgoingRecord record) throws CrmException {
        WriteResult result = connector.write(session(), kind, List.of(record)).get(0);
        assertEquals(Outcome.WRITTEN, result.outcome(), result.words());
        made(kind, result.remoteId());
        return result;
    }

    /** It is removed afterwards. */
    void made(RecordKind kind, String remoteId) {
        if (remoteId != null) {
            made.computeIfAbsent(OdooFields.model(kind), unseen -> new ArrayList<>())
                    .add(Long.valueOf(remoteId));
        }
    }

    CrmSession session() {
        return session(Map.of());
    }

    CrmSession session(Map<String, String> otherwise) {
        Map<String, String> credentials = new HashMap<>(Map.of(
                "database", ENVIRONMENT.getOrDefault("TANDEM_ODOO_DATABASE", ""),
                "user", ENVIRONMENT.getOrDefault("TANDEM_ODOO_USER", ""),
                "apiKey", ENVIRONMENT.getOrDefault("TANDEM_ODOO_KEY", "")));
        credentials.putAll(otherwise);
        return CALLS.session(
                otherwise.isEmpty() ? connection : UUID.randomUUID(),
                URI.create(ENVIRONMENT.get("TANDEM_ODOO_URL")),
                credentials,
                Duration.ofMinutes(2));
    }
}
