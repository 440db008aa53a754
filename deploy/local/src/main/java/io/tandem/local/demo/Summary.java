package io.tandem.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.local.demo.Findings.Found;
import io.tandem.local.demo.Findings.Handoff;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a person wants to read after the month, made of nothing but what the API answered. */
final class Summary {
    private static final int LONGEST = 170;
    private static final String LINE = "  %-13s %s%n";

    private final List<Found> found;
    private final StringBuilder text = new StringBuilder();

    private Summary(List<Found> found) {
        this.found = found;
    }

    static String of(List<Found> found, long eventsSent, long eventsCounted) {
        Summary summary = new Summary(found);
        summary.signups();
        summary.usage(eventsSent, eventsCounted);
        summary.signals();
        summary.handoffs();
        summary.reps();
        return summary.text.toString();
    }

    private void signups() {
        List<Duration> waits =
                found.stream().map(one -> one.outcome().took()).sorted().toList();
        long before = found.stream().filter(one -> one.outcome().playedBefore()).count();
        line(
                "Signups",
                found.size() + " companies" + (before == 0 ? "" : ", " + before + " of them played before")
                        + "; half had their answer within "
                        + waits.get(waits.size() / 2).toMillis() + " ms, 99 of 100 within "
                        + waits.get(waits.size() * 99 / 100).toMillis() + " ms");
        Map<String, Long> motions = count(found.stream()
                .map(one -> one.outcome().decision().path("motion").asText())
                .map(motion -> motion.toLowerCase(Locale.ROOT).replace('_', '-')));
        line("Motions", sentence(motions));
    }

    private void usage(long sent, long counted) {
        line("Usage", String.format(Locale.ROOT, "%,d events sent, %,d counted", sent, counted));
        List<Found> activated = found.stream()
                .filter(one -> one.account().path("activatedAt").isTextual())
                .toList();
        line("Activations", activated.size() + " accounts shared their first report");
        line("Fit", sentence(count(found.stream().map(one -> one.account()
                .path("score")
                .path("grade")
                .asText()
                .substring(0, 1)))));
        line(
                "Stages",
                sentence(count(found.stream()
                        .map(one -> one.account().path("stage").asText().toLowerCase(Locale.ROOT)))));
    }

    /** Every signal that is in force somewhere, with the sentence of one account. */
    private void signals() {
        Map<String, List<String>> byName = found.stream()
                .flatMap(one -> stream(one.account().path("signals")))
                .collect(Collectors.groupingBy(
                        signal -> signal.path("name").asText(),
                        TreeMap::new,
                        Collectors.mapping(signal -> signal.path("reason").asText(), Collectors.toList())));
        line("Signals", byName.values().stream().mapToInt(List::size).sum() + " in force, such as");
        byName.forEach((name, reasons) -> text.append(
                String.format(Locale.ROOT, "    %4d  %-26s %s%n", reasons.size(), name, cut(reasons.get(0)))));
    }

    private void handoffs() {
        Map<String, List<Handoff>> byReason = found.stream()
                .flatMap(one -> one.handoffs().stream().map(handoff -> Map.entry(reasonOf(handoff), handoff)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        line("Handoffs", byReason.values().stream().mapToInt(List::size).sum() + " to a named human, because");
        byReason.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT,
                        "    %4d  %s%n          such as: %s%n",
                        entry.getValue().size(),
                        entry.getKey(),
                        reasons(entry.getValue().get(0).view()))));
    }

    private void reps() {
        Map<String, Long> load = count(found.stream()
                .flatMap(one -> one.handoffs().stream())
                .map(handoff -> handoff.view().path("owner").path("name").asText("nobody yet")));
        line("Rep load", sentence(load));
    }

    /** What handed over: usage, or a signup by the rule that decided. */
    private static String reasonOf(Handoff handoff) {
        String rule = handoff.decision().path("rule").asText();
        return rule.equals("usage-hand-over") ? "usage calls for a human" : "the signup: " + rule;
    }

    /** The reasons in one line that is not too long. */
    static String reasons(JsonNode handoff) {
        String reasons = stream(handoff.path("reasons")).map(JsonNode::asText).collect(Collectors.joining("; "));
        return cut(reasons);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.lastIndexOf(' ', LONGEST)).replaceAll("[,;:]$", "") + " …";
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Map<String, Long> count(Stream<String> values) {
        return values.filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static String sentence(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void line(String title, String rest) {
        text.append(String.format(Locale.ROOT, LINE, title, rest));
    }
}
