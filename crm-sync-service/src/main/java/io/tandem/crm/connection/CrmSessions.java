package io.tandem.crm.connection;

import io.quarkus.arc.All;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.CrmSystem;
import io.tandem.kit.web.outbound.OutboundHttp;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Opens what is needed to talk to a connected CRM. */
@ApplicationScoped
public class CrmSessions {
    private final Map<CrmSystem, CrmConnector> connectors = new EnumMap<>(CrmSystem.class);
    private final CredentialVault vault;
    private final OutboundHttp http;
    private final ConnectionConfig config;

    CrmSessions(@All List<CrmConnector> connectors, CredentialVault vault, OutboundHttp http, ConnectionConfig config) {
        connectors.forEach(connector -> this.connectors.put(connector.system(), connector));
        this.vault = vault;
        this.http = http;
        this.config = config;
    }

    public CrmConnector connector(Connection connection) {
        return connector(connection.system());
    }

    CrmConnector connector(CrmSystem system) {
        return connectors.get(system);
    }

    public CrmSession open(Connection connection) {
        return new CrmSession(
                connection.connectionId(),
                URI.create(connection.address()),
                vault.open(connection.connectionId(), connection.credentials()),
                http,
                config.answerWithin());
    }
}
