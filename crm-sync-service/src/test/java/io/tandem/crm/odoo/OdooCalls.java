package io.tandem.crm.odoo;

import io.tandem.crm.connector.CallsOut;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connector that calls Odoo's stand-in: in the older way (14 to 18), or in the newer (19 on). */
abstract class OdooCalls {
    static final String MAYA = "maya@tandem.example";

    @RegisterExtension
    static final CallsOut CALLS = new CallsOut();

    final OdooConnector connector = new OdooConnector();
    OdooStub odoo;
    private final UUID connection = UUID.randomUUID();

    @AfterEach
    void stop() {
        odoo.close();
    }

    WriteResult write(RecordKind kind, OutgoingRecord record) throws CrmException {
        return connector.write(session(), kind, List.of(record)).get(0);
    }

    CrmSession session() {
        return session(OdooStub.KEY);
    }

    CrmSession session(String key) {
        return CALLS.session(
                connection,
                odoo.address(),
                Map.of("database", OdooStub.DATABASE, "user", OdooStub.USER, "apiKey", key),
                Duration.ofSeconds(20));
    }

    static UUID id(int number) {
        return new UUID(7, number);
    }
}
