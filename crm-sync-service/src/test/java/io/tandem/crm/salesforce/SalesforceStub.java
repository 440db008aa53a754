package io.tandem.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.tandem.crm.connector.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stand-in for Salesforce that behaves as its documentation says. */
public final class SalesforceStub extends StandIn {
    /** Whom our calls are made as, and who owns what nobody was named for. */
    public static final String USER = "integration@acme.example";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern AMONG = Pattern.compile("Id IN \\(([^)]*)\\)");
    private static final Pattern SINCE =
            Pattern.compile("SystemModstamp > (\\S+?)(?: OR \\(SystemModstamp = \\S+ AND Id > '(\\w+)'\\))?\\)");
    private static final Pattern LIMIT = Pattern.compile("LIMIT (\\d+)");
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "Account", List.of("Name"),
            "Contact", List.of("LastName"),
            "Opportunity", List.of("Name", "StageName", "CloseDate"));
    private static final Pattern IS = Pattern.compile("(\\w+) = (null|true|false)");
    private static final Pattern FROM = Pattern.compile("FROM (\\w+)");

    final Map<String, TreeMap<String, Map<String, Object>>> objects = new HashMap<>();
    final Set<String> customFields = new HashSet<>();
    final Set<String> refused = new HashSet<>();
    /** Of an organization with several. */
    public final Set<String> currencies = new HashSet<>();

    int tokens;
    private String token = "none";
    private boolean alertsAreOverruled;
    private int lastId = 1_000;
    private ResponseDefinition next;
    private SalesforceFault fault;

    public SalesforceStub() {
        objects.put(
                "User",
                new TreeMap<>(Map.of(
                        "005A", new LinkedHashMap<>(Map.of("Id", "005A", "Email", "Maya@tandem.example")),
                        "005I", new LinkedHashMap<>(Map.of("Id", "005I", "Email", USER)))));
    }

    void expireToken() {
        token = "expired";
    }

    /** The next call of data is answered so. */
    void next(int status, String code) {
        next = error(status, code, "said so");
    }

    /** The next call that writes goes wrong like this. */
    void failNextWrite(SalesforceFault how) {
        fault = how;
    }

    String create(String object, Map<String, Object> values) {
        String id = "001" + ++lastId;
        Map<String, Object> row = new LinkedHashMap<>(Map.of("OwnerId", "005I"));
        if (object.equals("Opportunity") && !currencies.isEmpty()) {
            row.put("CurrencyIsoCode", "USD");
        }
        row.putAll(values);
        row.put("Id", id);
        row.put("IsDeleted", false);
        row.put("SystemModstamp", stamp());
        row.put("CreatedDate", stamp());
        of(object).put(id, row);
        return id;
    }

    void merge(String loser, String winner) {
        of("Account").get(loser).putAll(Map.of("IsDeleted", true, "MasterRecordId", winner, "SystemModstamp", stamp()));
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        String duplicates = event.getRequest().getHeader("Sforce-Duplicate-Rule-Header");
        alertsAreOverruled = duplicates != null && duplicates.contains("allowSave=true");
        try {
            return answer(
                    event.getRequest().getMethod().getName(),
                    event.getRequest().getUrl(),
                    event.getRequest().getBodyAsString(),
                    event.getRequest().getHeader("Authorization"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResponseDefinition answer(String method, String uri, String body, String authorization) throws IOException {
        if (uri.equals("/services/oauth2/token")) {
            if (!body.contains("grant_type=client_credentials") || !body.contains("client_secret=s%26cret")) {
                return json(400, Map.of("error", "invalid_client", "error_description", "invalid client credentials"));
            }
            token = "token" + ++tokens;
            return json(
                    200, Map.of("access_token", token, "instance_url", address().toString(), "token_type", "Bearer"));
        }
        if (!("Bearer " + token).equals(authorization)) {
            return error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        if (next != null) {
            ResponseDefinition answer = next;
            next = null;
            return answer;
        }
        String path = URI.create(uri).getPath();
        if (path.equals("/services/oauth2/userinfo")) {
            return json(200, Map.of("organization_id", "00D1", "user_id", "005I", "preferred_username", USER));
        }
        if (path.endsWith("/describe")) {
            List<Object> fields = new ArrayList<>();
            String object = path.split("/")[5].replace("Task", "Activity") + ".";
            customFields.stream()
                    .filter(field -> field.startsWith(object))
                    .forEach(field -> fields.add(Map.of("name", field.substring(object.length()))));
            if (object.equals("Opportunity.") && !currencies.isEmpty()) {
                fields.add(Map.of(
                        "name",
                        "CurrencyIsoCode",
                        "picklistValues",
                        currencies.stream()
                                .map(code -> Map.of("value", code, "active", true))
                                .toList()));
            }
            return json(200, Map.of("fields", fields));
        }
        if (path.endsWith("/tooling/sobjects/CustomField")) {
            customFields.add(JSON.readTree(body).path("FullName").asText());
            return json(201, Map.of("id", "00N1", "success", true, "errors", List.of()));
        }
        if (path.endsWith("/queryAll")) {
            return query(URLDecoder.decode(URI.create(uri).getRawQuery().substring(2), StandardCharsets.UTF_8));
        }
        if (path.contains("/composite/sobjects")) {
            SalesforceFault how = fault;
            fault = null;
            if (how == null) {
                return collection(path, JSON.readTree(body));
            }
            String answer = how.beforehand()
                    ? null
                    : collection(path, JSON.readTree(body)).getBody();
            return how.apply(new ResponseDefinitionBuilder().withStatus(200), answer)
                    .build();
        }
        String[] parts = path.split("/");
        return of(parts[5]).remove(parts[6]) == null
                ? error(404, "NOT_FOUND", "not there")
                : new ResponseDefinitionBuilder().withStatus(204).build();
    }

    private ResponseDefinition collection(String path, JsonNode body) throws IOException {
        if (body.path("records").size() > 200 || body.path("allOrNone").asBoolean()) {
            return error(400, "INVALID_INPUT", "too many");
        }
        List<Object> results = new ArrayList<>();
        for (JsonNode record : body.path("records")) {
            results.add(saved(path, record));
        }
        return json(200, results);
    }

    private Object saved(String path, JsonNode record) {
        String object = record.path("attributes").path("type").asText();
        if (record.has("CurrencyIsoCode") && currencies.isEmpty()) {
            return failed("INVALID_FIELD", "No such column 'CurrencyIsoCode' on sobject of type Opportunity");
        }
        if (record.properties().stream()
                .anyMatch(entry -> refused.contains(entry.getValue().asText()))) {
            return failed("FIELD_CUSTOM_VALIDATION_EXCEPTION", "not like this");
        }
        String external = record.path("Tandem_Id__c").asText();
        List<String> same = of(object).values().stream()
                .filter(row -> external.equals(row.get("Tandem_Id__c")))
                .map(row -> (String) row.get("Id"))
                .toList();
        String id;
        if (record.has("id")) {
            id = record.path("id").asText();
            if (!of(object).containsKey(id)
                    || Boolean.TRUE.equals(of(object).get(id).get("IsDeleted"))) {
                return failed("ENTITY_IS_DELETED", "entity is deleted");
            }
        } else if (!path.endsWith("/" + object + "/Tandem_Id__c")) {
            return failed("INVALID_FIELD", "no external id");
        } else if (same.size() > 1) {
            return failed("DUPLICATE_EXTERNAL_ID", "more than one record found for external id field");
        } else {
            id = same.isEmpty() ? null : same.get(0);
        }
        for (String required : REQUIRED.getOrDefault(object, List.of())) {
            if (id == null
                    ? !record.hasNonNull(required)
                    : record.path(required).isNull()) {
                return failed("REQUIRED_FIELD_MISSING", "Required fields are missing: [" + required + "]");
            }
        }
        if (id == null && !alertsAreOverruled && looksLikeAnother(object, record)) {
            return failed("DUPLICATES_DETECTED", "Use one of these records?");
        }
        if (id == null) {
            id = create(object, Map.of());
        }
        Map<String, Object> row = of(object).get(id);
        record.properties().forEach(entry -> {
            if (!Set.of("attributes", "id").contains(entry.getKey())) {
                row.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class));
            }
        });
        row.put("SystemModstamp", stamp());
        return Map.of("id", id, "success", true, "errors", List.of(), "created", same.isEmpty());
    }

    /** What the rules for duplicates that come with Salesforce alert to. */
    private boolean looksLikeAnother(String object, JsonNode record) {
        return record.hasNonNull("Name")
                && of(object).values().stream()
                        .anyMatch(row -> record.path("Name").asText().equals(row.get("Name")));
    }

    private static Object failed(String code, String message) {
        return Map.of(
                "success",
                false,
                "errors",
                List.of(Map.of("statusCode", code, "message", message, "fields", List.of())));
    }

    private ResponseDefinition query(String soql) throws IOException {
        if (soql.contains("CurrencyIsoCode") && currencies.isEmpty()) {
            return error(400, "INVALID_FIELD", "No such column 'CurrencyIsoCode' on entity 'Opportunity'.");
        }
        Matcher from = FROM.matcher(soql);
        from.find();
        Matcher among = AMONG.matcher(soql);
        boolean some = among.find();
        Matcher since = SINCE.matcher(soql);
        boolean changed = since.find();
        Matcher limit = LIMIT.matcher(soql);
        List<Map<String, Object>> rows = new ArrayList<>();
        of(from.group(1)).values().stream()
                .filter(row -> is(row, soql))
                .filter(row -> !some || among.group(1).contains("'" + row.get("Id") + "'"))
                .filter(row -> !changed || isAfter(row, since.group(1), since.group(2)))
                .forEach(rows::add);
        if (changed) {
            rows.sort(Comparator.comparing((Map<String, Object> row) -> moment(row.get("SystemModstamp")))
                    .thenComparing(row -> (String) row.get("Id")));
        }
        List<Map<String, Object>> page =
                limit.find() ? rows.subList(0, Math.min(rows.size(), Integer.parseInt(limit.group(1)))) : rows;
        return json(200, Map.of("totalSize", page.size(), "done", true, "records", page));
    }

    private static boolean isAfter(Map<String, Object> row, String at, String id) {
        int order = moment(row.get("SystemModstamp")).compareTo(moment(at));
        return order > 0 || (order == 0 && id != null && ((String) row.get("Id")).compareTo(id) > 0);
    }

    private static String moment(Object stamp) {
        return stamp.toString().substring(0, 23);
    }

    /** What a row says nothing of is as it is asked for. */
    private static boolean is(Map<String, Object> row, String soql) {
        return IS.matcher(soql)
                .results()
                .allMatch(is ->
                        !row.containsKey(is.group(1)) || is.group(2).equals(String.valueOf(row.get(is.group(1)))));
    }

    private TreeMap<String, Map<String, Object>> of(String object) {
        return objects.computeIfAbsent(object, unseen -> new TreeMap<>());
    }

    private static String stamp() {
        return Instant.now().toString().substring(0, 19) + ".000+0000";
    }

    private static ResponseDefinition error(int status, String code, String message) {
        try {
            return json(status, List.of(Map.of("errorCode", code, "message", message)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResponseDefinition json(int status, Object body) throws IOException {
        return new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withHeader("Sforce-Limit-Info", "api-usage=18/5000")
                .withBody(JSON.writeValueAsString(body))
                .build();
    }
}
