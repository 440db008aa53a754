package io.tandem.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.local.cli.Api;
import io.tandem.local.cli.Api.Answer;
import io.tandem.local.demo.Findings.Found;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.Stand;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the reps do with what was handed to them, each as the person who owns the handoff. */
final class AtWork {
    private static final String LINE = "  %-13s %s%n";

    private final Stand stand;
    private final StringBuilder text = new StringBuilder();

    private AtWork(Stand stand) {
        this.stand = stand;
    }

    static String of(List<Found> found, Stand stand) {
        AtWork reps = new AtWork(stand);
        List<JsonNode> open = new ArrayList<>();
        found.forEach(one -> one.handoffs().stream()
                .map(Findings.Handoff::view)
                .filter(handoff -> handoff.path("status").asText().equals("OPEN"))
                .forEach(open::add));
        if (open.size() >= 2) {
            reps.win(open.get(0));
            reps.putBack(open.get(1));
        }
        return reps.text.toString();
    }

    private void win(JsonNode handoff) {
        Api rep = owner(handoff);
        String path = path(handoff);
        JsonNode message = rep.get(path + "/brief").expect(200).path("parts").path("message");
        line("Suggested", "\"" + message.path("body").asText().replace("\n\n", " ") + "\"");
        post(rep, path + "/acceptance", Map.of());
        post(rep, path + "/first-touch", Map.of("how", "EMAIL", "note", "sent what was suggested"));
        post(rep, path + "/conversion", Map.of("outcome", "CUSTOMER"));
        line("Won", nameOf(handoff) + ": " + course(rep, path));
        sell(rep, handoff);
    }

    private void sell(Api rep, JsonNode handoff) {
        String account = handoff.path("accountId").asText();
        String relationship = "/api/v1/relationships/" + account;
        Answer opened = rep.post(
                "/api/v1/opportunities",
                Map.of(
                        "accountId",
                        account,
                        "name",
                        "Rollout",
                        "amount",
                        Map.of("amount", "24000.00", "currency", "USD")));
        if (opened.status() != 201) {
            // A month that was played before has opened it.
            return;
        }
        JsonNode buyer = rep.post(
                        relationship + "/stakeholders",
                        Map.of(
                                "name",
                                "Inês Carvalho",
                                "title",
                                "Chief Financial Officer",
                                "decisionRole",
                                "ECONOMIC_BUYER",
                                "influence",
                                "HIGH"))
                .expect(201);
        rep.post(
                        relationship + "/stakeholders",
                        Map.of(
                                "name",
                                "Rui Faria",
                                "title",
                                "Head of Operations",
                                "decisionRole",
                                "CHAMPION",
                                "stance",
                                "SUPPORTIVE",
                                "reportsTo",
                                buyer.path("personId").asText()))
                .expect(201);
        JsonNode next = rep.get(
                        "/api/v1/opportunities/" + opened.body().path("id").asText() + "/next-stage")
                .expect(200);
        String missing = StreamSupport.stream(next.path("criteria").spliterator(), false)
                .filter(criterion -> !criterion.path("met").asBoolean())
                .map(criterion -> criterion.path("text").asText())
                .collect(Collectors.joining("; "));
        line("Sells", "opportunity \"Rollout\" of 24000.00 USD; what the stage Demo still asks for: " + missing);
        line("Knows", "who decides: " + fetch(relationship + "/stakeholder-map/drawing", "map.svg"));
        offer(rep, account, opened.body().path("id").asText());
    }

    private void offer(Api rep, String account, String opportunity) {
        Map<String, Object> item =
                Map.of("description", "Seats, a year", "quantity", "80", "unit", "seat", "unitPrice", "300.00");
        Map<String, Object> content = Map.of(
                "title",
                "Rollout",
                "items",
                List.of(item),
                "currency",
                "USD",
                "validUntil",
                LocalDate.now().plusMonths(1).toString());
        JsonNode proposal = rep.post(
                        "/api/v1/proposals",
                        Map.of("accountId", account, "opportunityId", opportunity, "content", content))
                .expect(201);
        String path = "/api/v1/proposals/" + proposal.path("id").asText();
        post(rep, path + "/sending", Map.of());
        line("Offers", "a proposal, sent: " + fetch(path + "/pdf", "proposal.pdf"));
    }

    private String fetch(String path, String file) {
        return "curl -s -H \"Authorization: Bearer $(./tandem token admin)\" '" + stand.url(PartName.GATEWAY) + path
                + "' > " + file;
    }

    private void putBack(JsonNode handoff) {
        Api rep = owner(handoff);
        String path = path(handoff);
        post(rep, path + "/acceptance", Map.of());
        Instant until = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
        post(rep, path + "/recycling", Map.of("reason", "no budget this year", "until", until.toString()));
        line(
                "Put back",
                nameOf(handoff) + ": " + course(rep, path) + "; nobody calls there before "
                        + until.toString().substring(0, 10) + ", unless they ask");
        JsonNode counts = rep.get("/api/v1/handoffs/counts?owner=me").expect(200);
        line(
                "Left",
                nameOf(handoff) + " has " + counts.path("open").asLong() + " open, "
                        + counts.path("dueSoon").asLong() + " of them due within a day, "
                        + counts.path("overdue").asLong() + " overdue");
    }

    private static String course(Api rep, String path) {
        return StreamSupport.stream(
                        rep.get(path + "/history").expect(200).path("items").spliterator(), false)
                .map(step -> step.path("what").asText().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private Api owner(JsonNode handoff) {
        String email = handoff.path("owner").path("email").asText();
        return new Api(stand, email.substring(0, email.indexOf('@')));
    }

    private static String nameOf(JsonNode handoff) {
        return handoff.path("owner").path("name").asText();
    }

    private static String path(JsonNode handoff) {
        return "/api/v1/handoffs/" + handoff.path("id").asText();
    }

    private static void post(Api rep, String path, Map<String, Object> body) {
        rep.post(path, body).expect(200);
    }

    private void line(String title, String rest) {
        text.append(String.format(LINE, title, rest));
    }
}
