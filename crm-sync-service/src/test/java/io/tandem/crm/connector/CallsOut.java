package io.tandem.crm.connector;

import io.tandem.kit.web.outbound.OutboundHttp;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How tests of connectors call the stand-ins of CRMs. */
public final class CallsOut implements BeforeAllCallback, AfterAllCallback {
    private Vertx vertx;
    private OutboundHttp http;

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        http = OutboundHttp.forThisMachine(vertx);
    }

    public CrmSession session(UUID connection, URI address, Map<String, String> credentials, Duration within) {
        return new CrmSession(connection, address, credentials, http, within);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
