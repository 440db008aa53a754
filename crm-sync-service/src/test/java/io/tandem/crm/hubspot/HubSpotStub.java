package io.tandem.crm.hubspot;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A stand-in for HubSpot that keeps records and behaves as HubSpot's documentation says, also when it misbehaves. Each
 * call and each answer is held against the published description.
 */
public final class HubSpotStub extends StandIn {
    public static final String TOKEN = "pat-test";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LOOKED_AT = Set.of("companies", "contacts", "0-3");

    /** A call that came in. */
    public record Call(String method, String path, String type, String operation, JsonNode body, int records) {
        public boolean isWrite() {
            return operation.equals("upsert") || operation.equals("update");
        }

        /** Whether it asks what companies, contacts and deals are like. */
        public boolean isLook() {
            return path.startsWith("/crm/v3/objects/")
                    && LOOKED_AT.contains(type)
                    && (method.equals("GET") || operation.equals("search") || operation.equals("read"));
        }

        /** Whether it writes records, or puts them under others. */
        public boolean changes() {
            return isWrite() || path.endsWith("/associate/default");
        }
    }

    public final HubSpotData data = new HubSpotData();

    private final PublishedApi published = new PublishedApi();
    private final List<String> faults = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final AtomicReference<Function<Call, HubSpotFault>> weather = new AtomicReference<>(call -> null);
    private final Set<String> unknown = new HashSet<>();
    private final AtomicInteger needless = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<Predicate<Call>> fatal = new AtomicReference<>(call -> false);

    public static long id(StoredObject object) {
        return object.id;
    }

    public static String property(StoredObject object, String name) {
        return object.property(name);
    }

    /** How each call goes wrong, or null where it does not. */
    public void weather(Function<Call, HubSpotFault> of) {
        weather.set(of);
    }

    /** The next calls that write go wrong like this, one each. */
    public void failNextWrites(HubSpotFault... next) {
        List<HubSpotFault> left = new ArrayList<>(Arrays.asList(next));
        weather(call -> call.isWrite() && !left.isEmpty() ? left.remove(0) : null);
    }

    /** Asked after each write: whether whoever wrote does not live to see the answer. */
    public void fatal(Predicate<Call> is) {
        fatal.set(is);
    }

    /** Writes and associations that changed nothing, though whoever sent them could have known. */
    public int needlessWrites() {
        return needless.get();
    }

    /** Looks at records that were answered and not told that there is more, which is a reason to go on. */
    public int looks() {
        return looks.get();
    }

    /** What was wrong with calls or answers. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    public synchronized void forgetCalls() {
        calls.clear();
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        try {
            return answer(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResponseDefinition answer(ServeEvent event) throws IOException {
        String method = event.getRequest().getMethod().getName();
        String uri = event.getRequest().getUrl();
        String body = event.getRequest().getBodyAsString();
        Call call = call(method, uri, body);
        calls.add(call);
        HubSpotFault fault = weather.get().apply(call);
        if (fault != null && fault.beforehand()) {
            return fault.apply(new ResponseDefinitionBuilder(), null).build();
        }
        if (!("Bearer " + TOKEN).equals(event.getRequest().getHeader("Authorization"))) {
            return HubSpotFault.UNAUTHORISED
                    .apply(new ResponseDefinitionBuilder(), null)
                    .build();
        }
        HubSpotData.Answer answer = data.answer(call, query(uri), fault == HubSpotFault.PARTIAL);
        if (call.changes()) {
            weigh(call, fault, call.isWrite() && fatal.get().test(call));
        }
        if (call.isLook() && fault == null && !answer.body().containsKey("paging")) {
            looks.incrementAndGet();
        }
        String text = answer.body() == null ? "" : JSON.writeValueAsString(answer.body());
        String wrong = published.faults(method, uri, body, answer.status(), text);
        if (!wrong.isEmpty()) {
            faults.add(wrong);
        }
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder()
                .withStatus(answer.status())
                .withHeader("Content-Type", "application/json")
                .withHeader("X-HubSpot-RateLimit-Remaining", "180")
                .withBody(text);
        return (fault == null ? response : fault.apply(response, text)).build();
    }

    private void weigh(Call call, HubSpotFault fault, boolean callerDies) {
        Set<String> ids = new HashSet<>();
        call.body()
                .path("inputs")
                .forEach(input -> ids.add(
                        call.isWrite()
                                ? input.path("objectWriteTraceId").asText()
                                : call.path() + input.path("from").path("id").asText()));
        if (!data.hasChanged() && fault == null && Collections.disjoint(ids, unknown)) {
            needless.incrementAndGet();
        }
        if (callerDies || (fault != null && fault != HubSpotFault.PARTIAL)) {
            unknown.addAll(ids);
        } else {
            unknown.removeAll(ids);
        }
    }

    private static Call call(String method, String uri, String body) throws IOException {
        String path = URI.create(uri).getPath();
        JsonNode json = body == null || body.isEmpty() ? JSON.missingNode() : JSON.readTree(body);
        String[] parts = path.split("/");
        String type = path.startsWith("/crm/v3/objects/") || path.startsWith("/crm/v3/properties/") ? parts[4] : "";
        String operation = parts[parts.length - 1];
        return new Call(method, path, type, operation, json, json.path("inputs").size());
    }

    private static Map<String, String> query(String uri) {
        Map<String, String> query = new HashMap<>();
        String raw = URI.create(uri).getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
