package io.tandem.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.local.StandException;
import io.tandem.local.cli.Api;
import io.tandem.local.cli.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a signup knows beside its answers: who comes back, where from, which company, and what is known of it. */
final class AtTheDoor {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    static final String LINE = "  %-13s %s%n";

    private final Api api;
    private final String sourceId;
    private final String writeKey;
    /** Companies that no earlier demo has seen. */
    private final String run = Long.toString(Instant.now().getEpochSecond(), 36);

    AtTheDoor(Api api, String sourceId, String writeKey) {
        this.api = api;
        this.sourceId = sourceId;
        this.writeKey = writeKey;
    }

    String tell() throws InterruptedException {
        String domain = "harbourline-" + run + ".com";
        String company = "Harbourline " + run;
        api.post(
                "/api/v1/enrichment/uploads",
                "text/csv",
                "domain,industry,size,country\n" + domain + ",Logistics,7000,PT\n");
        visit("ines-" + run, 72, Map.of("source", "newsletter", "campaign", "spring"));
        visit("ines-" + run, 2, Map.of("source", "google", "medium", "cpc"));
        JsonNode ines = signUp(Map.of("email", "ines@" + domain, "company", company, "anonymousId", "ines-" + run));
        JsonNode lena = signUp(
                Map.of("email", "lena." + run + "@gmail.com", "company", company + " Ltd", "companySize", "1-10"));
        return String.format(LINE, "Form", form(ines))
                + String.format(LINE, "Came from", path(ines))
                + String.format(LINE, "Known of it", company(ines, domain))
                + String.format(LINE, "Same company?", suggestion(lena, domain))
                + String.format(LINE, "Not a lead", community())
                + String.format(LINE, "Past signups", dryRun(domain))
                + String.format(LINE, "Forgotten", erase("lena." + run + "@gmail.com"));
    }

    private String form(JsonNode signup) {
        String path = "/api/v1/forms/" + sourceId;
        int anybody = api.get(path).expect(200).path("fields").size();
        int again = api.get(path + "?person=" + signup.path("returningToken").asText())
                .expect(200)
                .path("fields")
                .size();
        return anybody + " questions for a stranger, " + again + " for somebody who comes back";
    }

    private String path(JsonNode signup) {
        JsonNode path =
                api.get("/api/v1/attributions/" + signup.path("id").asText()).expect(200);
        return "first " + sourceOf(path.path("first")) + ", last " + sourceOf(path.path("last")) + ", "
                + path.path("path").size() + " visits in all; the first was before anybody knew her name";
    }

    private static String sourceOf(JsonNode touch) {
        return touch.path("utm").path("source").asText();
    }

    private String company(JsonNode signup, String domain) throws InterruptedException {
        JsonNode known = awaited("company data", () -> Optional.of(
                        api.get("/api/v1/accounts/" + signup.path("accountId").asText()))
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.body().path("firmographics"))
                .filter(facts -> facts.path("industry").isTextual()));
        return domain + ": " + known.path("industry").asText() + ", "
                + known.path("companySize").asText() + " people, by the uploaded "
                + known.path("provenance").path("industry").asText() + "; what people say themselves goes before it";
    }

    private String suggestion(JsonNode signup, String domain) throws InterruptedException {
        String path = "/api/v1/match-suggestions?status=OPEN&accountId="
                + signup.path("accountId").asText();
        JsonNode found = awaited("suggestion", () -> Optional.of(
                        api.get(path).expect(200).path("items").path(0))
                .filter(JsonNode::isObject));
        return "somebody on free mail names \"" + found.path("company").asText() + "\": suggested to be of " + domain
                + " (" + found.path("kind").asText() + "), for an admin to decide";
    }

    /** Who came for the community's sake, though the company is as large as can be. */
    private String community() throws InterruptedException {
        String keys = "/api/v1/sources/" + communitySource() + "/keys";
        JsonNode key = api.post(keys, Map.of()).expect(201);
        Map<String, Object> form = form(Map.of("email", "noor@meetup-" + run + ".com", "companySize", "5001+"));
        String signup = "/api/v1/signups/"
                + accepted(api.postWithKey(
                                "/api/v1/signups", key.path("writeKey").asText(), form))
                        .path("id")
                        .asText();
        api.delete(keys + "/" + key.path("id").asText());
        JsonNode decision = awaited(
                "decision",
                () -> Optional.of(api.get(signup).expect(200).path("decision")).filter(JsonNode::isObject));
        return "somebody of 5001+ people, by the community: "
                + decision.path("motion").asText().toLowerCase(Locale.ROOT) + ", and nobody calls";
    }

    private String communitySource() {
        String name = "Demo community";
        return api.all("/api/v1/sources").stream()
                .filter(source -> source.path("name").asText().equals(name))
                .findFirst()
                .orElseGet(() -> api.post("/api/v1/sources", Map.of("name", name, "kind", "COMMUNITY"))
                        .expect(201))
                .path("id")
                .asText();
    }

    private String dryRun(String domain) throws InterruptedException {
        String table = "email,submittedAt,company,companySize\nrui@" + domain
                + ",2024-03-01T10:15:00Z,Harbourline,7000\n" + "nobody,2024-03-02T09:00:00Z,Harbourline,7000\n";
        String id = api.post("/api/v1/imports/signups?dryRun=true&source=" + sourceId, "text/csv", table)
                .expect(202)
                .path("id")
                .asText();
        JsonNode done = awaited("end of the dry run", () -> Optional.of(
                        api.get("/api/v1/imports/" + id).expect(200))
                .filter(one -> one.path("endedAt").isTextual()));
        String refusals = api.all("/api/v1/imports/" + id + "/refusals").stream()
                .map(row -> "line " + row.path("line").asInt() + ": "
                        + row.path("reasons").path(0).asText())
                .collect(Collectors.joining("; "));
        return "a file tried without taking it: " + done.path("accepted").asInt() + " would be taken, "
                + done.path("refused").asInt() + " not (" + refusals + ")";
    }

    private String erase(String email) throws InterruptedException {
        String id = api.post(
                        "/api/v1/privacy-requests", Map.of("kind", "ERASE", "email", email, "reason", "Asked by mail"))
                .expect(202)
                .path("id")
                .asText();
        JsonNode done = awaited("end of the erasure", () -> Optional.of(
                        api.get("/api/v1/privacy-requests/" + id).expect(200))
                .filter(one -> one.path("status").asText().equals("COMPLETE")));
        return "whoever named that company asked for it: "
                + StreamSupport.stream(done.path("services").spliterator(), false)
                        .map(service -> service.path("service").asText())
                        .sorted()
                        .collect(Collectors.joining(", "))
                + " have forgotten them, "
                + Duration.between(
                                Instant.parse(done.path("requestedAt").asText()),
                                Instant.parse(done.path("completedAt").asText()))
                        .toMillis()
                + " ms later";
    }

    private void visit(String anonymousId, int hoursAgo, Map<String, String> utm) {
        Map<String, Object> touch =
                Map.of("at", Instant.now().minus(hoursAgo, ChronoUnit.HOURS).toString(), "utm", utm);
        Answer answer = api.postWithKey(
                "/api/v1/touches", writeKey, Map.of("anonymousId", anonymousId, "touches", List.of(touch)));
        if (answer.status() >= 300) {
            throw new StandException("A visit was answered " + answer.status() + ": " + answer.body());
        }
    }

    private JsonNode signUp(Map<String, Object> answers) {
        return accepted(api.postWithKey("/api/v1/signups", writeKey, form(answers)));
    }

    private static JsonNode accepted(Answer answer) {
        if (answer.status() >= 300) {
            throw new StandException("A signup was answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    private static Map<String, Object> form(Map<String, Object> answers) {
        Map<String, Object> form = new HashMap<>(answers);
        form.putIfAbsent("companySize", "11-50");
        form.put("name", "Demo Visitor");
        form.put("role", "Operations");
        form.put("useCase", "Reporting");
        form.put("country", "PT");
        return form;
    }

    static JsonNode awaited(String what, Supplier<Optional<JsonNode>> look) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<JsonNode> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new StandException("There was no " + what + " within " + PATIENCE.toSeconds() + " s.");
            }
            Thread.sleep(200);
        }
    }
}
