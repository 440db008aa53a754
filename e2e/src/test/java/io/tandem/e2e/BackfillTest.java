package io.tandem.e2e;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.tandem.e2e.Journey.account;
import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.tandem.local.campaign.Campaign;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same history of accounts is sent live, imported in any order, and half of it each with some of it in both, while
 * others send live; the service is killed amid the import. What comes of it is the same.
 */
class BackfillTest {
    private static final String JSON_LINES = "application/x-ndjson";
    private static final int AT_ONCE = 200;

    private final String name = "-" + freshDomain("fill");
    private String source;
    private String writeKey;

    @Test
    @Tag("campaign-backfill")
    void whatIsImportedCountsAsIfItHadComeLiveAndDisturbsNobody() throws Exception {
        int accounts = Campaign.size(3, 10);
        int events = Campaign.size(1_500, 5_000);
        Random random = Campaign.random();
        waitPastMidnight();
        makeSource();
        List<UsageHistory> histories = new ArrayList<>();
        List<String> live = new ArrayList<>();
        List<String> filed = new ArrayList<>();
        int inBoth = 0;
        for (int i = 0; i < accounts; i++) {
            UsageHistory history = new UsageHistory(random, events, Instant.now());
            histories.add(history);
            live.addAll(history.of("sent" + i + name));
            filed.addAll(history.of("filed" + i + name));
            for (String call : history.of("both" + i + name)) {
                int way = random.nextInt(10);
                if (way <= 5) {
                    live.add(call);
                }
                if (way >= 5) {
                    filed.add(call);
                }
                inBoth += way == 5 ? 1 : 0;
            }
        }
        Collections.shuffle(filed, random);

        long sending = System.nanoTime();
        for (int from = 0; from < live.size(); from += AT_ONCE) {
            send(live.subList(from, Math.min(live.size(), from + AT_ONCE)));
        }
        for (int i = 0; i < accounts; i++) {
            Journey.awaitEvents(Journey.accountOf("sent" + i + name), events);
        }
        double liveRate = live.size() / seconds(System.nanoTime() - sending);

        Import taken;
        long others;
        LiveTraffic.Times alone;
        LiveTraffic.Times beside;
        try (LiveTraffic traffic = new LiveTraffic(writeKey, name)) {
            traffic.phase("alone");
            int measured = Campaign.size(20, 1_000);
            eventually()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> traffic.of("alone").seen().size() >= measured);
            taken = importKilledOnce(filed, traffic);
            others = traffic.end();
            alone = traffic.of("alone");
            beside = traffic.of("beside");
        }
        assertThat(taken.refused()).isZero();
        assertThat(taken.duplicates()).isEqualTo(inBoth);
        assertThat(taken.counted()).isEqualTo(filed.size() - inBoth);
        for (int i = 0; i < accounts; i++) {
            int number = i;
            long counting = UsageHistory.counting(histories.get(i).of(name));
            eventually().atMost(Duration.ofMinutes(4)).untilAsserted(() -> {
                Map<String, Object> sent = shown("sent" + number + name);
                assertThat(sent.get("events")).isEqualTo(counting);
                assertThat(shown("filed" + number + name)).isEqualTo(sent);
                assertThat(shown("both" + number + name)).isEqualTo(sent);
            });
        }
        Campaign.report(
                "backfill",
                String.format(
                        Locale.ROOT,
                        "%d rows imported at %.0f a second beside live traffic, the service killed after %d and back at it %.1f s"
                                + " later; the same sent live was counted at %.0f a second; %d accounts each have the same"
                                + " scores, grades and signals in all three ways; of %d live events beside it none lost or"
                                + " twice; live alone: %s; beside the import: %s",
                        filed.size(),
                        taken.rate(),
                        taken.doneAtKill(),
                        taken.outage(),
                        liveRate,
                        accounts,
                        others,
                        alone,
                        beside));
    }

    /** Days that signals are about end at midnight, and then accounts are looked at again one by one for hours. */
    private static void waitPastMidnight() {
        LocalTime tooLate = LocalTime.of(23, 55);
        eventually().atMost(Duration.ofMinutes(6)).until(() -> LocalTime.now(ZoneOffset.UTC)
                .isBefore(tooLate));
    }

    /**
     * What became of an import.
     *
     * @param rate rows a second while the service was there
     * @param outage seconds from the kill until it went on
     */
    private record Import(long counted, long duplicates, long refused, long doneAtKill, double rate, double outage) {}

    private Import importKilledOnce(List<String> rows, LiveTraffic traffic) {
        String location = as("admin")
                .config(config().encoderConfig(encoderConfig().encodeContentTypeAs(JSON_LINES, ContentType.TEXT)))
                .contentType(JSON_LINES)
                .queryParam("sourceId", source)
                .body(String.join("\n", rows))
                .post("/api/v1/imports/events")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        String path = location.substring(location.indexOf("/api/"));
        long start = System.nanoTime();
        traffic.phase("beside");
        long some = Math.max(1, rows.size() / Campaign.size(1_000_000, 3));
        eventually().atMost(Duration.ofMinutes(10)).until(() -> progress(path).getLong("done") >= some);
        traffic.phase(null);
        long killed = System.nanoTime();
        Stand.kill("scoring-service");
        long[] doneAtKill = {-1};
        eventually().atMost(Duration.ofMinutes(3)).ignoreExceptions().until(() -> {
            JsonPath progress = progress(path);
            if (doneAtKill[0] < 0) {
                doneAtKill[0] = progress.getLong("done");
            }
            return progress.getLong("done") > doneAtKill[0] || doneAtKill[0] == rows.size();
        });
        assertThat(doneAtKill[0]).as("rows taken when it was killed").isLessThan(rows.size());
        long back = System.nanoTime();
        traffic.phase("beside");
        JsonPath done = eventually()
                .atMost(Duration.ofMinutes(20))
                .until(() -> progress(path), progress -> progress.getString("state")
                        .equals("DONE"));
        long end = System.nanoTime();
        traffic.phase(null);
        return new Import(
                done.getLong("counted"),
                done.getLong("duplicates"),
                done.getLong("refused"),
                doneAtKill[0],
                rows.size() / (seconds(killed - start) + seconds(end - back)),
                seconds(back - killed));
    }

    private static JsonPath progress(String path) {
        return as("admin").get(path).then().statusCode(200).extract().jsonPath();
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }

    private void makeSource() {
        JsonPath made = as("admin")
                .body(Map.of("name", "Backfill", "kind", "APP"))
                .post("/api/v1/sources")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        source = made.getString("id");
        writeKey = made.getString("writeKey");
    }

    private void send(List<String> calls) {
        String batch = "{\"batch\":[" + String.join(",", calls) + "]}";
        eventually()
                .atMost(Duration.ofMinutes(2))
                .until(() -> given().baseUri(Stand.url())
                                .header("Authorization", "Bearer " + writeKey)
                                .contentType(ContentType.JSON)
                                .body(batch)
                                .post("/v1/batch")
                                .statusCode()
                        == 200);
    }

    /** What an account is worth and why, under no name of its own. How it came to its stage may differ, not where it is. */
    private Map<String, Object> shown(String domain) {
        JsonPath account = account(Journey.accountOf(domain));
        Map<String, Object> shown = new TreeMap<>();
        shown.put("events", account.getLong("usage.events"));
        for (String part : List.of(
                "score",
                "stage",
                "signals",
                "usage",
                "activatedAt",
                "people.email",
                "people.events",
                "people.score",
                "people.stage")) {
            shown.put(part, Objects.toString(account.get(part)).replace(domain, "it"));
        }
        return shown;
    }
}
