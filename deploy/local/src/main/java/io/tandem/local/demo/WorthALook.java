package io.tandem.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.local.demo.Findings.Found;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Three accounts that show what Tandem does, and the commands that show them. */
final class WorthALook {
    private static final Comparator<Found> BEST = Comparator.comparing(
            one -> -one.account().path("score").path("total").asDouble());

    private final URI gateway;
    private final StringBuilder text = new StringBuilder();
    private final List<Found> told = new ArrayList<>();

    private WorthALook(URI gateway) {
        this.gateway = gateway;
    }

    static String of(List<Found> found, URI gateway) {
        WorthALook three = new WorthALook(gateway);
        three.tell(
                found,
                "It served itself until its usage called for a human",
                one -> one.handoffs().stream()
                        .anyMatch(handoff ->
                                handoff.decision().path("rule").asText().equals("usage-hand-over")),
                "/api/v1/handoffs?accountId=");
        three.tell(
                found,
                "A large company, led by a salesperson from the first minute",
                one -> one.outcome().decision().path("motion").asText().equals("SALES_LED"),
                "/api/v1/relationships/");
        three.tell(
                found,
                "Serves itself, uses it most, and needs nobody",
                one -> one.handoffs().isEmpty()
                        && one.outcome().decision().path("motion").asText().equals("SELF_SERVE"),
                "/api/v1/accounts/");
        return three.text.toString();
    }

    private void tell(List<Found> found, String why, Predicate<Found> fits, String path) {
        found.stream().filter(fits).filter(one -> !told.contains(one)).min(BEST).ifPresent(one -> {
            told.add(one);
            JsonNode score = one.account().path("score");
            text.append(String.format(
                    Locale.ROOT,
                    "%n  %d. %s, %s people, grade %s, %.0f points. %s.%n",
                    told.size(),
                    one.outcome().company().name(),
                    one.outcome().company().size(),
                    score.path("grade").asText(),
                    score.path("total").asDouble(),
                    why));
            one.handoffs().stream()
                    .findFirst()
                    .ifPresent(handoff -> text.append(String.format(
                            "     %s has it: %s%n",
                            handoff.view().path("owner").path("name").asText("Nobody yet"),
                            Summary.reasons(handoff.view()))));
            text.append("     curl -s -H \"Authorization: Bearer $(./tandem token admin)\" '")
                    .append(gateway)
                    .append(path)
                    .append(one.outcome().accountId())
                    .append("' | jq\n");
        });
    }
}
