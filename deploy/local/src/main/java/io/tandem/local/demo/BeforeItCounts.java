package io.tandem.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.local.cli.Api;
import io.tandem.local.demo.Findings.Found;
import io.tandem.local.demo.Findings.Handoff;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What an admin may ask before anything changes: none of it is stored but the trial's own result. */
final class BeforeItCounts {
    private final Api api;
    private final StringBuilder text = new StringBuilder();

    private BeforeItCounts(Api api) {
        this.api = api;
    }

    static String of(List<Found> found, Api api) throws InterruptedException {
        BeforeItCounts asked = new BeforeItCounts(api);
        Optional<JsonNode> decision = found.stream()
                .flatMap(one -> one.handoffs().stream().map(Handoff::decision))
                .min(Comparator.comparing(one -> !one.path("rule").asText().equals("enterprise")));
        if (decision.isPresent()) {
            asked.trial(decision.get().path("policyVersion").asText());
            asked.decision("/api/v1/decisions/" + decision.get().path("id").asText());
        }
        found.stream()
                .filter(one -> one.handoffs().isEmpty()
                        && !one.account().path("stage").asText().equals("SALES"))
                .max(Comparator.comparing(
                        one -> one.account().path("score").path("engagement").asDouble()))
                .ifPresent(asked::whatIf);
        return asked.text.toString();
    }

    private void trial(String version) throws InterruptedException {
        ObjectNode policy = api.get("/api/v1/policies/" + version)
                .expect(200)
                .path("definition")
                .deepCopy();
        ObjectNode selfServe = (ObjectNode) policy.path("acv").path("bands").path(0);
        String upTo = new BigDecimal(selfServe.path("upTo").asText())
                .multiply(BigDecimal.valueOf(4))
                .toPlainString();
        selfServe.put("upTo", upTo);
        String simulation = "/api/v1/simulations/"
                + api.post("/api/v1/simulations", Map.of("policy", policy))
                        .expect(202)
                        .path("id")
                        .asText();
        JsonNode result = AtTheDoor.awaited("end of the trial", () -> Optional.of(
                                api.get(simulation).expect(200))
                        .filter(view -> view.path("endedAt").isTextual()))
                .path("result");
        String moves = StreamSupport.stream(result.path("transitions").spliterator(), false)
                .filter(one -> !one.path("before").equals(one.path("after")))
                .sorted(Comparator.comparing(one -> -one.path("decisions").asLong()))
                .map(one -> one.path("decisions").asLong() + " from " + motion(one, "before") + " to "
                        + motion(one, "after"))
                .collect(Collectors.joining(", "));
        line(
                "Trial",
                "if accounts worth up to " + upTo + " a year served themselves, "
                        + result.path("moved").asLong() + " of "
                        + result.path("decisions").asLong() + " decisions would differ"
                        + (moves.isEmpty() ? "" : ": " + moves));
    }

    private void decision(String path) {
        JsonNode whyNot = api.get(path + "/why-not?motion=SELF_SERVE").expect(200);
        line("Why not?", whyNot.path("inWords").asText());
        JsonNode again = api.post(path + "/replay", Map.of()).expect(200);
        line(
                "Replay",
                again.path("identical").asBoolean()
                        ? "the same decision made again from what is stored: identical"
                        : "made again it differs: " + again.path("differences"));
    }

    private void whatIf(Found found) {
        String account = found.outcome().accountId();
        String email = found.outcome().company().people().get(0).email();
        JsonNode supposed = api.post(
                        "/api/v1/accounts/" + account + "/what-if",
                        Map.of(
                                "events",
                                List.of(
                                        event(email, "Plan Limit Reached", Map.of("limit", "seats", "plan", "free")),
                                        event(email, "Feature Used", Map.of("feature", "sso")))))
                .expect(200);
        line(
                "What if",
                String.format(
                        Locale.ROOT,
                        "%s hit a limit and tried single sign-on: %.0f instead of %.0f points, stage %s instead of %s",
                        found.outcome().company().name(),
                        supposed.path("then").path("score").path("total").asDouble(),
                        supposed.path("now").path("score").path("total").asDouble(),
                        stage(supposed, "then"),
                        stage(supposed, "now")));
    }

    private static Map<String, Object> event(String email, String name, Map<String, Object> properties) {
        return Map.of("email", email, "event", name, "properties", properties);
    }

    private static String stage(JsonNode supposed, String when) {
        return supposed.path(when).path("stage").asText().toLowerCase(Locale.ROOT);
    }

    private static String motion(JsonNode transition, String side) {
        return transition.path(side).asText().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void line(String title, String rest) {
        text.append(String.format(AtTheDoor.LINE, title, rest));
    }
}
