package io.tandem.crm.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import java.net.URI;

/** A server that answers every call as a CRM would. */
public abstract class StandIn implements ResponseDefinitionTransformerV2, AutoCloseable {
    private WireMockServer server;

    /** Where it answers, from the first time that somebody asks. */
    public final synchronized URI address() {
        if (server == null) {
            server = new WireMockServer(WireMockConfiguration.options()
                    .dynamicPort()
                    .bindAddress("127.0.0.1")
                    .disableRequestJournal()
                    .extensions(this));
            server.stubFor(any(anyUrl()));
            server.start();
        }
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public final void close() {
        WireMockServer running;
        synchronized (this) {
            running = server;
        }
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public String getName() {
        return getClass().getSimpleName();
    }

    @Override
    public boolean applyGlobally() {
        return true;
    }
}
