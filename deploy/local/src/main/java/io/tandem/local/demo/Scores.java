package io.tandem.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.local.cli.Api;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What scores take in beside the month, what other rules would make of them, and what is learnt from the past. */
final class Scores {
    private static final long SEED = 1;
    private static final int DAYS = 90;

    private final Api api;
    private final String sourceId;
    /** A company that no earlier demo has seen. */
    private final String domain = "latecomer-" + Long.toString(Instant.now().getEpochSecond(), 36) + ".com";

    Scores(Api api, String sourceId) {
        this.api = api;
        this.sourceId = sourceId;
    }

    String tell() throws InterruptedException {
        return String.format(AtTheDoor.LINE, "Past usage", backfill())
                + String.format(AtTheDoor.LINE, "Other rules", preview())
                + String.format(AtTheDoor.LINE, "Prediction", prediction());
    }

    /** A quarter of a company that used the product before Tandem was there. */
    private String backfill() throws InterruptedException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        StringBuilder calls = new StringBuilder(
                "{\"type\":\"identify\",\"userId\":\"ana@%1$s\",\"timestamp\":\"%2$s\",\"traits\":{\"email\":\"ana@%1$s\"}}%n"
                        .formatted(domain, now.minus(DAYS + 1, ChronoUnit.DAYS)));
        for (int day = DAYS; day > 0; day--) {
            calls.append("{\"type\":\"track\",\"event\":\"Report Shared\",\"userId\":\"ana@%s\",\"timestamp\":\"%s\"}%n"
                    .formatted(domain, now.minus(day, ChronoUnit.DAYS)));
        }
        String id = api.post("/api/v1/imports/events?sourceId=" + sourceId, "application/x-ndjson", calls.toString())
                .expect(202)
                .path("id")
                .asText();
        JsonNode done = AtTheDoor.awaited("end of the import", () -> Optional.of(
                        api.get("/api/v1/imports/events/" + id).expect(200))
                .filter(view -> view.path("finishedAt").isTextual()));
        JsonNode account =
                AtTheDoor.awaited("score of " + domain, () -> Optional.of(api.get("/api/v1/accounts?domain=" + domain)
                                .expect(200)
                                .path("items")
                                .path(0))
                        .filter(view -> view.path("score").path("engagement").asDouble() > 0));
        return String.format(
                Locale.ROOT,
                "a file of %d calls of %s, from the %d days before: %d counted, %.0f points and grade %s, as if they had come then",
                done.path("rows").asLong(),
                domain,
                DAYS,
                done.path("counted").asLong(),
                account.path("score").path("total").asDouble(),
                account.path("score").path("grade").asText());
    }

    /** A draft that asks for more before sales is called; nobody publishes it. */
    private String preview() {
        JsonNode inForce = api.all("/api/v1/scoring-models").stream()
                .filter(model -> model.path("status").asText().equals("PUBLISHED"))
                .findFirst()
                .orElseThrow();
        ObjectNode definition = api.get(
                        "/api/v1/scoring-models/" + inForce.path("version").asText())
                .expect(200)
                .path("definition")
                .deepCopy();
        ObjectNode sales = definition.withObject("/stages/account/sales");
        int enter = sales.path("enter").asInt() + 10;
        sales.put("enter", enter).put("leave", sales.path("leave").asInt() + 10);
        String draft = api.post("/api/v1/scoring-models", Map.of("definition", definition))
                .expect(201)
                .path("version")
                .asText();
        JsonNode preview = api.post("/api/v1/scoring-models/" + draft + "/preview", Map.of("accounts", 5_000))
                .expect(200);
        return "if an account were worked from " + enter + " points on, of "
                + preview.path("accounts").asLong()
                + " accounts as they stand "
                + StreamSupport.stream(preview.path("stageTransitions").spliterator(), false)
                        .map(move -> move.path("accounts").asLong() + " would go from " + stage(move, "from") + " to "
                                + stage(move, "to"))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining(", "), moves -> moves.isEmpty() ? "none would move" : moves))
                + "; draft " + draft + " waits for somebody to publish it";
    }

    private String prediction() throws InterruptedException {
        api.post("/api/v1/imports/outcomes", "text/csv", PastAccounts.asCsv(SEED, Instant.now()))
                .expect(200);
        String version = api.post(
                        "/api/v1/prediction-models",
                        Map.of("target", "CONVERSION", "reason", "The demo's past accounts"))
                .expect(202)
                .path("version")
                .asText();
        JsonNode model = AtTheDoor.awaited("trained model", () -> Optional.of(
                        api.get("/api/v1/prediction-models/" + version).expect(200))
                .filter(trained -> trained.path("finishedAt").isTextual()));
        if (model.path("failure").isTextual()) {
            return "nothing was learnt: " + model.path("failure").asText();
        }
        JsonNode report = model.path("report");
        JsonNode evaluation = report.path("evaluation");
        return String.format(
                Locale.ROOT,
                "learnt from %d made-up past accounts, tried on the newest %d: area under the curve %.2f, the rules %.2f; %s; left out as it knows too much: %s",
                report.path("accounts").asInt(),
                evaluation.path("rows").asInt(),
                evaluation.path("model").path("auc").asDouble(),
                evaluation.path("rules").path("auc").asDouble(),
                report.path("refusals").isEmpty()
                        ? "good enough to be activated"
                        : "refused: " + report.path("refusals").path(0).asText(),
                StreamSupport.stream(report.path("flags").spliterator(), false)
                        .map(flag -> flag.path("field").asText())
                        .collect(Collectors.joining(", ")));
    }

    private static String stage(JsonNode move, String side) {
        return move.path(side).asText().toLowerCase(Locale.ROOT);
    }
}
