package io.tandem.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.Json;
import io.tandem.kit.web.outbound.OutboundAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls of Salesforce's REST API. A token that is no longer good is replaced once, and the call made again. */
final class SalesforceApi {
    static final String DATA = "/services/data/v62.0";

    private final CrmSession session;
    private final Map<List<Object>, String> tokens;

    SalesforceApi(CrmSession session, Map<List<Object>, String> tokens) {
        this.session = session;
        this.tokens = tokens;
    }

    JsonNode get(String path) throws CrmException {
        return body(answer("GET", path, null));
    }

    List<JsonNode> query(String soql) throws CrmException {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page = get(DATA + "/queryAll?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
        page.path("records").forEach(rows::add);
        while (page.hasNonNull("nextRecordsUrl")) {
            page = get(page.path("nextRecordsUrl").asText());
            page.path("records").forEach(rows::add);
        }
        return rows;
    }

    JsonNode send(String method, String path, Map<String, Object> body) throws CrmException {
        return body(answer(method, path, Json.write(body)));
    }

    OutboundAnswer answer(String method, String path, byte[] body) throws CrmException {
        OutboundAnswer answer = called(method, path, body, token());
        if (answer.status() == 401) {
            tokens.remove(client(session));
            answer = called(method, path, body, token());
        }
        return answer;
    }

    private OutboundAnswer called(String method, String path, byte[] body, String token) throws CrmException {
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "Accept",
                "application/json",
                // An alert to something alike would refuse it: nobody is there to say that it is another.
                "Sforce-Duplicate-Rule-Header",
                "allowSave=true");
        return session.answer(method, path, headers, body);
    }

    private static JsonNode body(OutboundAnswer answer) throws CrmException {
        if (answer.isSuccess()) {
            return Json.read(answer);
        }
        String words = CrmSession.words(answer);
        if (answer.status() == 300) {
            throw CrmException.refused("More than one record has this id: " + words);
        }
        if (answer.status() == 403 && words.contains("REQUEST_LIMIT_EXCEEDED")) {
            throw CrmException.busy(words, null);
        }
        throw CrmSession.failure(answer);
    }

    private String token() throws CrmException {
        String known = tokens.get(client(session));
        if (known != null) {
            return known;
        }
        String form = "grant_type=client_credentials&client_id=" + encoded("clientId") + "&client_secret="
                + encoded("clientSecret");
        OutboundAnswer answer = session.answer(
                "POST",
                "/services/oauth2/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form.getBytes(StandardCharsets.UTF_8));
        if (!answer.isSuccess()) {
            CrmException failure = CrmSession.failure(answer);
            // Wrong credentials are told with 400 here.
            throw failure.kind() == CrmException.Kind.REFUSED ? CrmException.denied(failure.getMessage()) : failure;
        }
        String token = Json.text(Json.read(answer), "access_token");
        if (token == null) {
            throw CrmException.denied("Salesforce gave no access token");
        }
        tokens.put(client(session), token);
        return token;
    }

    /** Other credentials are another client, whose token is not this one's. */
    static List<Object> client(CrmSession session) {
        return List.of(
                session.connectionId(),
                session.credential("clientId").orElse(""),
                session.credential("clientSecret").orElse(""));
    }

    private String encoded(String credential) {
        return URLEncoder.encode(session.credential(credential).orElse(""), StandardCharsets.UTF_8);
    }
}
