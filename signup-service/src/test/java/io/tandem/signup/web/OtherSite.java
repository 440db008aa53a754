package io.tandem.signup.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A company's own site, at an origin of its own and as strict as a careful site is: it trusts itself and us. */
final class OtherSite implements AutoCloseable {
    private final HttpServer server;
    private final String service;
    private String content = "";

    private OtherSite(HttpServer server, String service) {
        this.server = server;
        this.service = service;
    }

    static OtherSite start(String service) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OtherSite site = new OtherSite(server, service);
            server.createContext("/", site::answer);
            server.start();
            return site;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands on all its pages, below the script. */
    void show(String html) {
        content = html;
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String page = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Acme</title>"
                + "<meta name=viewport content='width=device-width, initial-scale=1'>"
                + "<script src='%s/forms/tandem-form.js' async></script></head><body><main><h1>Acme</h1>%s</main></body></html>"
                        .formatted(service, content);
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'self'; script-src 'self' %1$s; connect-src 'self' %1$s".formatted(service));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
