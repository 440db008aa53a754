package io.tandem.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.local.StandException;
import io.tandem.local.cli.Api;
import io.tandem.local.cli.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import me.tongfei.progressbar.ProgressBar;

/** Reads back through the public API what became of the companies. */
final class Findings {
    private static final Duration COUNTING = Duration.ofSeconds(120);
    private static final Duration HANDING_OVER = Duration.ofSeconds(30);
    private static final int AT_ONCE = 4;
    private static final int SIGNALS_OF_A_HANDOVER = 2;
    /** Those of the demo's signals that call for a human. */
    private static final Set<String> CALLING =
            Set.of("several-users", "enterprise-feature-touched", "upgrade-blocked", "limit-approaching");

    private final Api api;

    Findings(Api api) {
        this.api = api;
    }

    /** An account and the handoffs of it, newest first. */
    record Found(Signups.Outcome outcome, JsonNode account, List<Handoff> handoffs) {}

    /** A handoff and the decision that opened it. */
    record Handoff(JsonNode view, JsonNode decision) {}

    /** Waits until every event of every account is counted; returns how many are. */
    long awaitCounted(Map<Signups.Outcome, Integer> expected, ProgressBar bar) throws InterruptedException {
        Instant deadline = Instant.now().plus(COUNTING);
        Map<Signups.Outcome, Integer> open = new LinkedHashMap<>(expected);
        Map<Signups.Outcome, Long> counted = new LinkedHashMap<>();
        while (true) {
            each(List.copyOf(open.keySet()), outcome -> eventsOf(outcome.accountId()))
                    .forEach(counted::put);
            open.entrySet().removeIf(entry -> counted.get(entry.getKey()) >= entry.getValue());
            long sum = counted.values().stream().mapToLong(Long::longValue).sum();
            bar.stepTo(sum);
            if (open.isEmpty() || Instant.now().isAfter(deadline)) {
                return sum;
            }
            Thread.sleep(500);
        }
    }

    /** Everything there is to tell, once no account still waits for the handoff that its signals call for. */
    List<Found> read(List<Signups.Outcome> outcomes) throws InterruptedException {
        Instant deadline = Instant.now().plus(HANDING_OVER);
        while (true) {
            List<Found> found = List.copyOf(each(outcomes, this::read).values());
            boolean settled = found.stream()
                    .noneMatch(one -> one.handoffs().isEmpty() && callingFor(one.account()) >= SIGNALS_OF_A_HANDOVER);
            if (settled || Instant.now().isAfter(deadline)) {
                return found;
            }
            Thread.sleep(500);
        }
    }

    private static long callingFor(JsonNode account) {
        return StreamSupport.stream(account.path("signals").spliterator(), false)
                .filter(signal -> CALLING.contains(signal.path("name").asText()))
                .count();
    }

    private Found read(Signups.Outcome outcome) {
        JsonNode account = api.get("/api/v1/accounts/" + outcome.accountId()).expect(200);
        List<Handoff> handoffs = api.all("/api/v1/handoffs?accountId=" + outcome.accountId()).stream()
                .map(handoff -> new Handoff(
                        handoff,
                        api.get("/api/v1/decisions/"
                                        + handoff.path("decisionId").asText())
                                .expect(200)))
                .toList();
        return new Found(outcome, account, handoffs);
    }

    private long eventsOf(String accountId) {
        Answer answer = api.get("/api/v1/accounts/" + accountId);
        return answer.status() == 404
                ? 0
                : answer.expect(200).path("usage").path("events").asLong();
    }

    private static <A, B> Map<A, B> each(List<A> all, Function<A, B> ask) throws InterruptedException {
        ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<B>> answers = new ArrayList<>();
            all.forEach(one -> answers.add(readers.submit(() -> ask.apply(one))));
            Map<A, B> byQuestion = new LinkedHashMap<>();
            for (int i = 0; i < all.size(); i++) {
                byQuestion.put(all.get(i), answers.get(i).get());
            }
            return byQuestion;
        } catch (ExecutionException e) {
            throw new StandException("Reading back failed: " + e.getCause().getMessage(), e);
        } finally {
            readers.shutdownNow();
        }
    }
}
