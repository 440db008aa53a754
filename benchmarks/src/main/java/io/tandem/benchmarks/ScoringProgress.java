package io.tandem.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** How far the service has come, by its own metrics. */
final class ScoringProgress {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI metrics;

    ScoringProgress(Target target) {
        metrics = target.scoring().resolve("/q/metrics");
    }

    /**
     * @param accepted events since the service started
     * @param counted of these, with repetitions
     * @param scored accounts since the service started
     * @param due batches whose accounts are still to be scored
     */
    record Moment(long accepted, long counted, long scored, long due) {
        long waiting() {
            return accepted - counted;
        }
    }

    Moment now() throws IOException, InterruptedException {
        String text = HTTP.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
        return new Moment(
                sum(text, "tandem_intake_events_total{outcome=\"accepted\""),
                sum(text, "tandem_scoring_events_counted_total") + sum(text, "tandem_scoring_events_duplicate_total"),
                sum(text, "tandem_scoring_accounts_scored_total"),
                sum(text, "tandem_scoring_due_batches"));
    }

    /** Waits until all is scored, for as long as it gets less. */
    Moment awaitAll() throws IOException, InterruptedException {
        long fewest = Long.MAX_VALUE;
        long since = System.nanoTime();
        while (true) {
            Moment now = now();
            long left = now.waiting() + now.due();
            if (left <= 0) {
                return now;
            }
            if (left < fewest) {
                fewest = left;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(30)) {
                throw new IllegalStateException("scoring does not go on: " + now);
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private static long sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                // An example may stand behind the value.
                .map(line -> line.replaceFirst("^[^ {]+(\\{[^}]*})? ", "").split(" ")[0])
                .mapToLong(value -> (long) Double.parseDouble(value))
                .sum();
    }
}
