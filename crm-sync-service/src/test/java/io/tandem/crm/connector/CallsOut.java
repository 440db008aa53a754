package io.tandem.crm.connector;

import io.tandem.kit.web.outbound.OutboundHttp;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How tests of connectors call the stand-ins of CRMs. */
public final class CallsOut implements AfterAllCallback {
    private final Vertx vertx = Vertx.vertx();
    private final OutboundHttp http = OutboundHttp.forThisMachine(vertx);

    public CrmSession session(UUID connection, URI address, Map<String, String> credentials, Duration within) {
        return new CrmSession(connection, address, credentials, http, within);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
