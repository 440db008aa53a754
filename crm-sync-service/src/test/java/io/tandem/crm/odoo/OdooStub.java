package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.tandem.crm.connector.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stand-in for Odoo, in the older way and in the newer one: answers as its source does, errors included. What a real
 * one does beyond that is not known to it.
 */
public final class OdooStub extends StandIn {
    public static final String DATABASE = "acme";
    public static final String USER = "integration@acme.example";
    public static final String KEY = "0123456789abcdef";

    private static final ObjectMapper JSON = new ObjectMapper();

    final OdooData data = new OdooData();
    final List<String> methods = new ArrayList<>();
    private final int version;
    private boolean cutNext;

    public OdooStub(int version) {
        this.version = version;
        data.saysKeyErrors = version < 19;
    }

    /** The next answer is cut off, though all was done. */
    void cutNext() {
        cutNext = true;
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        try {
            String path = event.getRequest().getUrl();
            String body = event.getRequest().getBodyAsString();
            if (path.equals("/web/version") && version >= 19) {
                return json(
                        200, Map.of("version", version + ".0", "version_info", List.of(version, 0, 0, "final", 0, "")));
            }
            if (path.equals("/jsonrpc") && version < 22) {
                return rpc(JSON.readTree(body).path("params"));
            }
            if (path.startsWith("/json/2/") && version >= 19) {
                return json2(path, event, JSON.readTree(body));
            }
            return notFound();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResponseDefinition notFound() {
        return new ResponseDefinitionBuilder()
                .withStatus(404)
                .withHeader("Content-Type", "text/html; charset=utf-8")
                .withBody("<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>")
                .build();
    }

    private ResponseDefinition json2(String path, ServeEvent event, JsonNode body) throws IOException {
        if (!DATABASE.equals(event.getRequest().getHeader("X-Odoo-Database"))) {
            return notFound();
        }
        if (!("bearer " + KEY).equals(event.getRequest().getHeader("Authorization"))) {
            return json(401, Map.of("name", "werkzeug.exceptions.Unauthorized", "message", "Invalid apikey"));
        }
        String[] parts = path.split("/");
        try {
            return json(200, call(parts[3], parts[4], body.path("ids"), body));
        } catch (OdooError e) {
            return json(status(e.name), Map.of("name", e.name, "message", e.getMessage()));
        }
    }

    private static int status(String error) {
        return switch (error.substring(error.lastIndexOf('.') + 1)) {
            case "AccessError", "AccessDenied" -> 403;
            case "MissingError", "NotFound" -> 404;
            case "UserError", "ValidationError" -> 422;
            default -> 500;
        };
    }

    private ResponseDefinition rpc(JsonNode params) throws IOException {
        JsonNode args = params.path("args");
        Object result;
        try {
            switch (params.path("method").asText()) {
                case "version" ->
                    result = Map.of(
                            "server_version",
                            version + ".0",
                            "server_version_info",
                            List.of(version, 0, 0, "final", 0, ""));
                case "authenticate" ->
                    result = isThere(args.path(0).asText())
                                    && args.path(1).asText().equals(USER)
                                    && args.path(2).asText().equals(KEY)
                            ? (Object) 7
                            : false;
                default -> {
                    if (args.path(1).asInt() != 7 || !args.path(2).asText().equals(KEY)) {
                        throw new OdooError("odoo.exceptions.AccessDenied", "Access Denied");
                    }
                    String method = args.path(4).asText();
                    JsonNode named = args.path(6);
                    if (method.equals("create")) {
                        // The older way reads it by its place.
                        named = JSON.createObjectNode()
                                .set("vals_list", args.path(5).path(0));
                    }
                    result = call(args.path(3).asText(), method, args.path(5).path(0), named);
                }
            }
        } catch (OdooError e) {
            return json(
                    200,
                    Map.of(
                            "jsonrpc",
                            "2.0",
                            "id",
                            1,
                            "error",
                            Map.of(
                                    "code",
                                    200,
                                    "message",
                                    "Odoo Server Error",
                                    "data",
                                    Map.of("name", e.name, "message", e.getMessage(), "debug", ""))));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", 1);
        answer.put("result", result);
        return json(200, answer);
    }

    private static boolean isThere(String database) {
        if (!database.equals(DATABASE)) {
            throw new OdooError("psycopg2.OperationalError", "FATAL:  database \"" + database + "\" does not exist\n");
        }
        return true;
    }

    private Object call(String model, String method, JsonNode ids, JsonNode named) {
        methods.add(model + "." + method);
        return data.call(model, method, ids, named);
    }

    private ResponseDefinition json(int status, Object body) throws IOException {
        ResponseDefinitionBuilder answer = new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(JSON.writeValueAsString(body));
        if (cutNext) {
            cutNext = false;
            answer.withFault(Fault.MALFORMED_RESPONSE_CHUNK);
        }
        return answer.build();
    }

    /** What Odoo throws. */
    static final class OdooError extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final String name;

        OdooError(String name, String message) {
            super(message);
            this.name = name;
        }
    }
}
