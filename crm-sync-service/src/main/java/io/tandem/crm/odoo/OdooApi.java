package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.Json;
import io.tandem.kit.web.outbound.OutboundAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls methods of Odoo's models, by whichever of its two ways this server knows. Each call is one transaction there:
 * whatever fails has changed nothing.
 */
final class OdooApi {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    /** What a person would have to change; anything else that Odoo throws may be a passing trouble. */
    private static final Set<String> REFUSALS = Set.of(
            "odoo.exceptions.ValidationError",
            "odoo.exceptions.UserError",
            "odoo.exceptions.MissingError",
            "odoo.exceptions.RedirectWarning",
            "odoo.exceptions.except_orm",
            "werkzeug.exceptions.NotFound",
            "werkzeug.exceptions.UnprocessableEntity",
            "werkzeug.exceptions.BadRequest",
            "builtins.ValueError",
            "builtins.TypeError",
            "builtins.KeyError",
            "builtins.AttributeError",
            "psycopg2.errors.NotNullViolation",
            "psycopg2.errors.UniqueViolation",
            "psycopg2.errors.CheckViolation",
            "psycopg2.errors.ForeignKeyViolation",
            "psycopg2.IntegrityError");

    private final CrmSession session;
    private final Server server;

    /**
     * What is known of a server.
     *
     * @param uid our id there; 0 with JSON-2, which asks for none
     */
    record Server(int version, String name, int uid) {
        boolean knowsJson2() {
            return version >= 19;
        }
    }

    OdooApi(CrmSession session, Server server) {
        this.session = session;
        this.server = server;
    }

    /** Finds out which Odoo it is, and who we are there. */
    static Server signIn(CrmSession session) throws CrmException {
        OutboundAnswer answer = session.answer("GET", "/web/version", Map.of(), null);
        if (answer.isSuccess() && isJson(answer)) {
            JsonNode version = Json.read(answer);
            Server newer = new Server(
                    major(version.path("version_info")), version.path("version").asText(), 0);
            if (newer.knowsJson2()) {
                return newer;
            }
        }
        JsonNode version = rpc(session, "common", "version", List.of());
        JsonNode uid = rpc(
                session,
                "common",
                "authenticate",
                List.of(credential(session, "database"), credential(session, "user"), key(session), Map.of()));
        if (!uid.isInt() || uid.asInt() == 0) {
            throw CrmException.denied("Odoo does not know this user with this key in this database");
        }
        return new Server(
                major(version.path("server_version_info")),
                version.path("server_version").asText(),
                uid.asInt());
    }

    /** A number, or the like of {@code saas~18} at Odoo Online. */
    private static int major(JsonNode version) {
        String digits = version.path(0).asText().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** Whether a record is there, also if we may not see it. */
    boolean has(String model, long id) throws CrmException {
        try {
            return !call(model, "read", List.of(id), Map.of("fields", List.of("create_date")))
                    .isEmpty();
        } catch (CrmException e) {
            if (isForbidden(e)) {
                return true;
            }
            if (e.getMessage().startsWith("MissingError")) {
                return false;
            }
            throw e;
        }
    }

    /** Odoo's id of what has this external id there, or nothing. */
    String reference(String externalId) throws CrmException {
        int point = externalId.indexOf('.');
        try {
            JsonNode found = call(
                    "ir.model.data",
                    "check_object_reference",
                    null,
                    Map.of(
                            "module",
                            externalId.substring(0, point),
                            "xml_id",
                            externalId.substring(point + 1),
                            "context",
                            OdooFields.context(true)));
            return found.path(1).isIntegralNumber() ? found.path(1).asText() : "";
        } catch (CrmException e) {
            if (e.kind() == CrmException.Kind.REFUSED) {
                return "";
            }
            throw e;
        }
    }

    /** Whether this user may do that to records of a model at all; without its app nobody may. */
    boolean may(String operation, String model) throws CrmException {
        try {
            JsonNode may = server.knowsJson2()
                    ? call(model, "has_access", List.of(), Map.of("operation", operation))
                    : call(
                            model,
                            "check_access_rights",
                            null,
                            Map.of("operation", operation, "raise_exception", false));
            return may.asBoolean();
        } catch (CrmException e) {
            if (e.kind() == CrmException.Kind.REFUSED || isForbidden(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether this user may do something else there, but not this. */
    static boolean isForbidden(CrmException e) {
        return e.kind() == CrmException.Kind.DENIED && e.getMessage().startsWith("AccessError");
    }

    /**
     * Calls a method of a model.
     *
     * @param ids the records it is called on; null for a method of the model itself
     */
    JsonNode call(String model, String method, List<Long> ids, Map<String, Object> arguments) throws CrmException {
        Map<String, Object> named = new LinkedHashMap<>(arguments);
        named.putIfAbsent("context", OdooFields.context(false));
        if (server.knowsJson2()) {
            if (ids != null) {
                named.put("ids", ids);
            }
            return json2(model, method, named);
        }
        List<Object> positional = new ArrayList<>();
        if (ids != null) {
            positional.add(ids);
        }
        if (method.equals("create")) {
            // The older way looks at the first argument by its place.
            positional.add(named.remove("vals_list"));
        }
        return rpc(
                session,
                "object",
                "execute_kw",
                List.of(credential(session, "database"), server.uid(), key(session), model, method, positional, named));
    }

    private JsonNode json2(String model, String method, Map<String, Object> body) throws CrmException {
        OutboundAnswer answer = session.answer(
                "POST",
                "/json/2/" + model + "/" + method,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "bearer " + key(session),
                        "X-Odoo-Database",
                        credential(session, "database")),
                Json.write(body));
        if (answer.isSuccess()) {
            return Json.read(answer);
        }
        if (isJson(answer)) {
            JsonNode error = Json.read(answer);
            if (error.has("name") && error.has("message")) {
                throw failure(error.path("name").asText(), error.path("message").asText());
            }
        }
        if (answer.status() == 404) {
            throw CrmException.denied("Odoo has no database of this name, or there is no Odoo here: HTTP 404");
        }
        throw CrmSession.failure(answer);
    }

    private static JsonNode rpc(CrmSession session, String service, String method, List<Object> arguments)
            throws CrmException {
        Map<String, Object> call = Map.of(
                "jsonrpc",
                "2.0",
                "method",
                "call",
                "id",
                1,
                "params",
                Map.of("service", service, "method", method, "args", arguments));
        OutboundAnswer answer = session.send("POST", "/jsonrpc", JSON, Json.write(call));
        if (!answer.isSuccess()) {
            throw CrmException.denied(CrmSession.words(answer));
        }
        JsonNode body = Json.read(answer);
        if (body.has("error")) {
            JsonNode data = body.path("error").path("data");
            throw failure(
                    data.path("name").asText(),
                    data.path("message")
                            .asText(body.path("error").path("message").asText()));
        }
        return body.path("result");
    }

    private static CrmException failure(String name, String message) {
        String words = name.substring(name.lastIndexOf('.') + 1) + ": " + message;
        if (name.endsWith("AccessDenied") || name.endsWith("AccessError") || name.endsWith("Unauthorized")) {
            return CrmException.denied(words);
        }
        if (name.equals("builtins.ValueError") && message.startsWith("Invalid field")) {
            // What is mapped is not there: no record is to blame.
            return CrmException.denied(words);
        }
        if (name.equals("psycopg2.OperationalError") && message.contains("does not exist")) {
            return CrmException.denied(words);
        }
        return REFUSALS.contains(name) ? CrmException.refused(words) : CrmException.unknown(words, null);
    }

    private static boolean isJson(OutboundAnswer answer) {
        return answer.header("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
    }

    private static String key(CrmSession session) {
        return credential(session, "apiKey");
    }

    private static String credential(CrmSession session, String name) {
        return session.credential(name).orElse("");
    }
}
