package io.tandem.e2e;

import static io.tandem.e2e.Journey.account;
import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static io.tandem.e2e.Journey.identify;
import static io.tandem.e2e.Journey.signUp;
import static io.tandem.e2e.Journey.track;
import static io.tandem.e2e.Journey.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tandem.local.campaign.Campaign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An instance that only takes events in and one that only scores, in place of the one that does both; either is killed
 * again and again under load. What was acknowledged counts, once, in the scores and the days as in the totals.
 */
class KillScoringTest {
    private static final int ACCOUNTS = 5;
    private static final int SENDERS = 4;
    private static final int BATCH = 20;
    private static final int MOST_BATCHES_BETWEEN_KILLS = 100;
    private static final String SCORED = "Report Shared";
    private static final String[] EVENTS = {"Signed In", SCORED, "Invite Sent", "Something Else"};

    private final String name = freshDomain("kill");
    private final AtomicLongArray acknowledged = new AtomicLongArray(ACCOUNTS);
    private final AtomicLongArray scored = new AtomicLongArray(ACCOUNTS);
    private final AtomicLong batches = new AtomicLong();
    private volatile boolean sending = true;

    @Test
    @Tag("campaign-kill-scoring")
    void whatWasAcknowledgedIsCountedOnceWhoeverIsKilled() throws Exception {
        int kills = Campaign.size(2, 20);
        Random random = Campaign.random();
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(signUp(answers("ana@" + i + name, "1-10")).path("accountId"));
        }
        Stand.stop("scoring-service");
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try (ServiceInstance intake = ScoringInstance.intake();
                ServiceInstance scorer = ScoringInstance.scorer()) {
            intake.start();
            scorer.start();
            sendUntilAccepted(people());
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Random chance = new Random(random.nextLong());
                senders.add(threads.submit(() -> send(chance)));
            }
            for (int i = 0; i < kills; i++) {
                long moment = batches.get() + 1 + random.nextInt(MOST_BATCHES_BETWEEN_KILLS);
                eventually().until(() -> batches.get() >= moment);
                ServiceInstance victim = i % 2 == 0 ? intake : scorer;
                victim.kill();
                victim.start();
            }
            sending = false;
            for (Future<?> sender : senders) {
                sender.get(3, TimeUnit.MINUTES);
            }
        } finally {
            sending = false;
            threads.shutdownNow();
            Stand.start("scoring-service");
            Stand.awaitHealthy();
        }
        eventually().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            for (int i = 0; i < ACCOUNTS; i++) {
                JsonPath account = account(accounts.get(i));
                assertThat(account.getLong("usage.events"))
                        .as("events of %d", i)
                        .isEqualTo(acknowledged.get(i));
                assertThat(account.getString("score.explanation.find { it.rule == 'report-shared' }.reason"))
                        .as("what the score of %d is made of", i)
                        .contains("×" + scored.get(i) + ",");
                assertThat(as("admin")
                                .get("/api/v1/accounts/" + accounts.get(i) + "/usage")
                                .jsonPath()
                                .getLong("days.events.sum()"))
                        .as("events by day of %d", i)
                        .isEqualTo(acknowledged.get(i));
            }
        });
        Campaign.report(
                "kill-scoring",
                "%d times killed under load, intake and scorer in turn; %d events in %d batches acknowledged, all counted, none twice"
                        .formatted(kills, all(), batches.get()));
    }

    private List<Map<String, Object>> people() {
        List<Map<String, Object>> people = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            people.add(identify(i + name, "ana@" + i + name));
        }
        return people;
    }

    private void send(Random random) {
        while (sending) {
            List<Map<String, Object>> batch = new ArrayList<>();
            int[] of = new int[ACCOUNTS];
            int[] scoredOf = new int[ACCOUNTS];
            for (int i = 0; i < BATCH; i++) {
                int account = random.nextInt(ACCOUNTS);
                of[account]++;
                String event = EVENTS[random.nextInt(EVENTS.length)];
                scoredOf[account] += event.equals(SCORED) ? 1 : 0;
                batch.add(track(account + name, event, Map.of("number", i)));
            }
            sendUntilAccepted(batch);
            batches.incrementAndGet();
            for (int account = 0; account < ACCOUNTS; account++) {
                acknowledged.addAndGet(account, of[account]);
                scored.addAndGet(account, scoredOf[account]);
            }
        }
    }

    /** As SDKs do: the same messages again until somebody says that they are stored. */
    private static void sendUntilAccepted(List<Map<String, Object>> batch) {
        eventually()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() ->
                        withKey().body(Map.of("batch", batch)).post("/v1/batch").statusCode() == 200);
    }

    private long all() {
        long sum = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            sum += acknowledged.get(i);
        }
        return sum;
    }
}
