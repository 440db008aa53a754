package io.tandem.e2e;

import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static io.tandem.e2e.Journey.signUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tandem.local.campaign.Campaign;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two instances of the routing service, of which one after the other is killed while accounts are handed over and while
 * nobody takes them in time. Each handoff must go through the hands of every rep, once.
 */
class RoutingKilledTest {
    private static final int SENDERS = 2;
    private static final int SPARE_PORT = 8197;
    /** As many as it takes to kill as often as asked before nobody is left who could take a handoff. */
    private static final int KILLS_A_WEEK = 3;
    /** Each takes every handoff out of one rep's hands, of whom there are no more than this. */
    private static final int MOST_WEEKS = 50;

    private static final Map<String, String> QUICK =
            Map.of("TANDEM_ROUTING_SLA_POLL", "PT0.2S", "TANDEM_ROUTING_SLA_HEARTBEAT", "PT1S");
    private static final String OURS = "SELECT id FROM handoff WHERE account_id = ANY (?::uuid[])";
    private static final String DUE = "SELECT count(*) FROM sla_timer, (" + OURS + ") AS ours"
            + " WHERE task_instance LIKE ours.id || '.%' AND execution_time <= now()";
    private static final String LEFT = DUE.replace(" AND execution_time <= now()", "");
    private static final String EXPIRED =
            "SELECT count(*) FROM handoff_history WHERE what = 'EXPIRED' AND handoff_id IN (" + OURS + ")";

    private final ServiceInstance one = new ServiceInstance("routing-one", "routing", Stand.port(8103), QUICK);
    private final ServiceInstance other =
            new ServiceInstance("routing-other", "routing", Stand.port(SPARE_PORT), QUICK);
    private final String name = freshDomain("killed");
    private final AtomicInteger signedUp = new AtomicInteger();
    private final List<String> accounts = new ArrayList<>();
    private int killed;

    @Test
    @Tag("campaign-routing-killed")
    void everyHandoffPassesThroughEveryHandOnceWhoeverIsKilled() throws Exception {
        int handoffs = Campaign.size(24, 400);
        int kills = Campaign.size(2, 20);
        Random random = Campaign.random();
        int expiries;
        Stand.stop("routing-service");
        try (one;
                other;
                Connection database = database()) {
            one.start();
            other.start();
            killWhileSigningUp(handoffs, kills / 2, random);
            killWhileTimeRunsOut(database, kills - kills / 2, random);
            List<List<Map<String, Object>>> histories = histories();
            int hands = owners(histories.get(0)).size();
            for (List<Map<String, Object>> history : histories) {
                assertPassedThroughEveryHandOnce(history, hands);
            }
            expiries = count(database, EXPIRED);
            assertThat(expiries).isEqualTo(handoffs * hands);
        } finally {
            Stand.start("routing-service");
            Stand.awaitHealthy();
        }
        Campaign.report(
                "routing-killed",
                "%d times killed, two instances in turn; %d handoffs, each assigned once to every rep; %d timers ran out, none lost, none twice"
                        .formatted(killed, handoffs, expiries));
    }

    private void killWhileSigningUp(int handoffs, int kills, Random random) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<String>> signups = new ArrayList<>();
            for (int i = 0; i < handoffs; i++) {
                String email = "ana@" + i + name;
                signups.add(senders.submit(() -> signUpUntilAccepted(email)));
            }
            for (int i = 0; i < kills; i++) {
                int moment = Math.min(handoffs, signedUp.get() + 1 + random.nextInt(handoffs / (kills + 1)));
                eventually().until(() -> signedUp.get() >= moment);
                killOne();
            }
            for (Future<String> signup : signups) {
                accounts.add(signup.get(3, TimeUnit.MINUTES));
            }
        } finally {
            senders.shutdownNow();
        }
        for (String account : accounts) {
            eventually().ignoreExceptions().untilAsserted(() -> assertThat(handoffsOf(account))
                    .hasSize(1));
        }
    }

    /** A week passes for these handoffs, again and again, until nobody is left who could take them. */
    private void killWhileTimeRunsOut(Connection database, int kills, Random random) throws Exception {
        int left = kills;
        for (int weeks = 0; count(database, LEFT) > 0; weeks++) {
            assertThat(weeks).as("weeks until nobody is left").isLessThan(MOST_WEEKS);
            int before = count(database, EXPIRED);
            shift(
                    database,
                    "UPDATE handoff SET opened_at = opened_at - interval '7 days',"
                            + " assigned_at = assigned_at - interval '7 days', due_at = due_at - interval '7 days'"
                            + " WHERE account_id = ANY (?::uuid[])");
            shift(
                    database,
                    "UPDATE sla_timer SET execution_time = execution_time - interval '7 days' FROM (" + OURS
                            + ") AS ours WHERE task_instance LIKE ours.id || '.%'");
            for (int i = 0; i < KILLS_A_WEEK && left > 0; i++) {
                left--;
                int moment = before + random.nextInt(accounts.size() / 2);
                eventually().until(() -> count(database, EXPIRED) >= moment);
                killOne();
            }
            eventually().until(() -> count(database, DUE) == 0);
        }
    }

    private void killOne() throws Exception {
        ServiceInstance victim = killed++ % 2 == 0 ? one : other;
        victim.kill();
        victim.start();
    }

    private String signUpUntilAccepted(String email) {
        JsonPath[] accepted = new JsonPath[1];
        eventually().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
            accepted[0] = signUp(answers(email, "1001-5000")).then().extract().jsonPath();
            return accepted[0].getString("accountId") != null;
        });
        signedUp.incrementAndGet();
        return accepted[0].getString("accountId");
    }

    private List<List<Map<String, Object>>> histories() {
        List<List<Map<String, Object>>> histories = new ArrayList<>();
        for (String account : accounts) {
            List<Map<String, Object>> handoffs = handoffsOf(account);
            assertThat(handoffs).as("handoffs of %s", account).hasSize(1);
            assertThat(handoffs.get(0)).containsEntry("status", "EXPIRED");
            histories.add(as("admin")
                    .queryParam("limit", 200)
                    .get("/api/v1/handoffs/" + handoffs.get(0).get("id") + "/history")
                    .jsonPath()
                    .getList("items"));
        }
        return histories;
    }

    private static void assertPassedThroughEveryHandOnce(List<Map<String, Object>> history, int hands) {
        List<Object> owners = owners(history);
        assertThat(owners).doesNotHaveDuplicates().hasSize(hands);
        List<Object> late = of(history, "EXPIRED").stream()
                .map(step -> step.get("ownerEmail"))
                .toList();
        assertThat(late).isEqualTo(owners);
        assertThat(of(history, "WARNED").stream()
                        .map(step -> step.get("ownerEmail") + " " + step.get("why"))
                        .toList())
                .doesNotHaveDuplicates();
    }

    private static List<Object> owners(List<Map<String, Object>> history) {
        return history.stream()
                .filter(step ->
                        List.of("OPENED", "ASSIGNED").contains(step.get("what")) && step.get("ownerEmail") != null)
                .map(step -> step.get("ownerEmail"))
                .toList();
    }

    private static List<Map<String, Object>> of(List<Map<String, Object>> history, String what) {
        return history.stream().filter(step -> what.equals(step.get("what"))).toList();
    }

    private static List<Map<String, Object>> handoffsOf(String account) {
        return as("admin")
                .queryParam("accountId", account)
                .get("/api/v1/handoffs")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }

    private static Connection database() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + Stand.port(15432) + "/routing", "tandem", "tandem");
    }

    private int count(Connection database, String sql) throws SQLException {
        try (var query = database.prepareStatement(sql)) {
            query.setArray(1, database.createArrayOf("text", accounts.toArray()));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void shift(Connection database, String sql) throws SQLException {
        try (var update = database.prepareStatement(sql)) {
            update.setArray(1, database.createArrayOf("text", accounts.toArray()));
            update.executeUpdate();
        }
    }
}
