package io.tandem.crm.salesforce;

import io.tandem.crm.connector.CallsOut;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connector that calls Salesforce's stand-in. */
abstract class SalesforceCalls {
    private static final String MAYA = "maya@tandem.example";

    @RegisterExtension
    static final CallsOut CALLS = new CallsOut();

    final SalesforceConnector connector = new SalesforceConnector();
    private final UUID connection = UUID.randomUUID();
    SalesforceStub salesforce;

    @BeforeEach
    void salesforceIsThere() {
        salesforce = new SalesforceStub();
    }

    @AfterEach
    void stop() {
        salesforce.close();
    }

    Map<UUID, WriteResult> results(List<OutgoingRecord> records) throws CrmException {
        return connector.write(session(), RecordKind.COMPANY, records).stream()
                .collect(Collectors.toMap(WriteResult::id, Function.identity()));
    }

    CrmSession session() {
        return session(Duration.ofSeconds(20));
    }

    CrmSession session(Duration within) {
        return CALLS.session(
                connection, salesforce.address(), Map.of("clientId", "client", "clientSecret", "s&cret"), within);
    }

    static UUID id(int number) {
        return new UUID(7, number);
    }

    static List<OutgoingRecord> companies(int count) {
        List<OutgoingRecord> companies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            companies.add(new OutgoingRecord(
                    id(i), null, Map.of("Name", "Company " + i, "OwnerId", MAYA, "Tandem_Score__c", "41"), null, 1));
        }
        return companies;
    }
}
