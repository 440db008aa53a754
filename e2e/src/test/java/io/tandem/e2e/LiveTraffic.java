package io.tandem.e2e;

import static io.tandem.e2e.Journey.eventually;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Products that send a few events at a time and look when their account shows them. */
final class LiveTraffic implements AutoCloseable {
    private static final int PRODUCTS = 3;
    private static final int BATCH = 5;
    private static final long REST_MILLIS = 20;
    private static final Pattern EVENTS = Pattern.compile("\"usage\":\\{[^{}]*?\"events\":(\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ExecutorService threads = Executors.newFixedThreadPool(PRODUCTS);
    private final List<Future<?>> products = new ArrayList<>();
    private final Map<String, Times> times = new ConcurrentHashMap<>();
    private final String writeKey;
    private volatile String phase;
    private volatile boolean going = true;
    private volatile long sent;

    /** Milliseconds from sending until it was acknowledged, and from then until it was seen. */
    record Times(List<Long> accepted, List<Long> seen) {
        Times() {
            this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        }

        static long percentile(List<Long> values, double share) {
            List<Long> sorted = values.stream().sorted().toList();
            return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }

        @Override
        public String toString() {
            return "accepted p50 %d ms p99 %d ms, seen p50 %d ms p99 %d ms, of %d"
                    .formatted(
                            percentile(accepted, 0.5),
                            percentile(accepted, 0.99),
                            percentile(seen, 0.5),
                            percentile(seen, 0.99),
                            seen.size());
        }
    }

    LiveTraffic(String writeKey, String domain) {
        this.writeKey = writeKey;
        for (int i = 0; i < PRODUCTS; i++) {
            String of = "live" + i + domain;
            products.add(threads.submit(() -> {
                send(of);
                return null;
            }));
        }
    }

    /** What is sent and seen from now on counts as of this phase, null for none; what was under way as of neither. */
    void phase(String now) {
        phase = now;
    }

    Times of(String phase) {
        return times.computeIfAbsent(phase, none -> new Times());
    }

    /** Ends it; fails if something that was acknowledged was not seen in time, or was seen twice. Returns how many events. */
    long end() throws Exception {
        going = false;
        for (Future<?> product : products) {
            product.get(5, TimeUnit.MINUTES);
        }
        return sent;
    }

    @Override
    public void close() {
        going = false;
        threads.shutdownNow();
    }

    private void send(String domain) throws InterruptedException {
        String user = "u-" + domain;
        accept(
                "{\"batch\":[{\"type\":\"identify\",\"messageId\":\"%s\",\"userId\":\"%s\",\"traits\":{\"email\":\"ana@%s\"}}]}"
                        .formatted(UUID.randomUUID(), user, domain));
        String account = Journey.accountOf(domain);
        long expected = 0;
        while (going) {
            StringBuilder batch = new StringBuilder("{\"batch\":[");
            for (int i = 0; i < BATCH; i++) {
                batch.append(i == 0 ? "" : ",")
                        .append(
                                "{\"type\":\"track\",\"messageId\":\"%s\",\"userId\":\"%s\",\"event\":\"Report Shared\"}"
                                        .formatted(UUID.randomUUID(), user));
            }
            String before = phase;
            long start = System.nanoTime();
            accept(batch.append("]}").toString());
            long accepted = System.nanoTime();
            expected += BATCH;
            count(BATCH);
            see(account, expected);
            long seen = System.nanoTime();
            if (before != null && before.equals(phase)) {
                of(before).accepted().add(TimeUnit.NANOSECONDS.toMillis(accepted - start));
                of(before).seen().add(TimeUnit.NANOSECONDS.toMillis(seen - accepted));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(REST_MILLIS));
        }
    }

    private synchronized void count(long more) {
        sent += more;
    }

    /** As SDKs do: the same messages again until somebody says that they are stored. */
    private void accept(String batch) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Stand.url() + "/v1/batch"))
                .header("Authorization", "Bearer " + writeKey)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(batch))
                .build();
        eventually()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> answer(request).statusCode() == 200);
    }

    private void see(String account, long events) {
        eventually()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    HttpResponse<String> answer =
                            answer(HttpRequest.newBuilder(URI.create(Stand.url() + "/api/v1/accounts/" + account))
                                    .header("Authorization", "Bearer " + Stand.token("admin"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build());
                    Matcher shown = EVENTS.matcher(answer.body());
                    long counted = answer.statusCode() == 200 && shown.find() ? Long.parseLong(shown.group(1)) : -1;
                    if (counted > events) {
                        throw new AssertionError(counted + " of " + events + " events of " + account);
                    }
                    return counted == events;
                });
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
