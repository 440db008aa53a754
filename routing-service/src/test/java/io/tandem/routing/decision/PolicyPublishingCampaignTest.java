package io.tandem.routing.decision;

import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.policyInForce;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.CompanySize;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.local.campaign.Campaign;
import io.tandem.routing.Scored;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Column;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every policy names itself in each of its rules, so a decision that mixed two of them would show it. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
@Tag("campaign-policy-publishing")
class PolicyPublishingCampaignTest {
    private static final int ADMINS = 50;
    private static final int DECIDERS = 4;
    private static final int BATCH = 10;
    private static final String POLICIES = "/api/v1/policies";
    // By their places: the reason, the trace, and of its steps the descriptions that are not those of the policy named.
    private static final String MIXED = """
            SELECT count(*) AS decisions,
                   count(DISTINCT decision.policy_version) AS versions,
                   count(*) FILTER (
                       WHERE policy.published_at IS NULL
                          OR outcome ->> 2 <> document ->> 'description'
                          OR EXISTS (SELECT FROM json_array_elements(outcome -> 12) AS step
                                     WHERE step ->> 1 <> document ->> 'description')) AS mixed
            FROM decision JOIN policy ON policy.version = decision.policy_version
            CROSS JOIN LATERAL (SELECT convert_from(content, 'UTF8')::json -> 1 AS outcome) AS content
            WHERE decision.account_id = ANY (?::uuid[])
            """;

    @Inject
    RoutingService routing;

    @Inject
    Database database;

    private record Count(long decisions, long versions, long mixed) {}

    @Test
    void everyDecisionNamesExactlyOnePublishedVersionWhileFiftyAdminsPublish() throws Exception {
        int before = policyInForce();
        publishOne();
        int each = Campaign.size(1, 5);
        List<Scored> accounts = IntStream.range(0, Campaign.size(400, 10_000))
                .mapToObj(i -> Scored.newAccount(CompanySize.UP_TO_10))
                .toList();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i += BATCH) {
            List<Scored> batch = accounts.subList(i, Math.min(i + BATCH, accounts.size()));
            work.add(() -> {
                QuarkusTransaction.requiringNew()
                        .run(() ->
                                routing.route(batch.stream().map(Scored::signup).toList()));
                return null;
            });
        }
        // However fast either side is, some are decided before anybody publishes, and some after everybody has.
        Callable<Void> first = work.remove(0);
        Callable<Void> last = work.remove(0);
        first.call();
        ExecutorService deciders = Executors.newFixedThreadPool(DECIDERS);
        ExecutorService admins = Executors.newFixedThreadPool(ADMINS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < ADMINS; i++) {
                all.add(admins.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        publishOne();
                        policyInForce();
                    }
                }));
            }
            work.forEach(one -> all.add(deciders.submit(one)));
            for (Future<?> done : all) {
                done.get();
            }
            last.call();
        } finally {
            deciders.shutdown();
            admins.shutdown();
        }

        Count count = QuarkusTransaction.requiringNew().call(() -> database.query(
                        MIXED,
                        row -> new Count(row.getLong("decisions"), row.getLong("versions"), row.getLong("mixed")),
                        Column.of("uuid", accounts, Scored::accountId))
                .get(0));
        assertEquals(accounts.size(), count.decisions());
        assertEquals(0, count.mixed());
        assertTrue(count.versions() > 1, count.toString());
        as("admin")
                .body(Map.of("why", "the campaign is over"))
                .post(POLICIES + "/{version}/rollback", before)
                .then()
                .statusCode(201);
        Campaign.report(
                "policy-publishing",
                ADMINS + " admins published " + ADMINS * each + " versions during " + count.decisions()
                        + " decisions, which were made by " + count.versions() + " of them, none by two or by a part");
    }

    private static void publishOne() {
        String name = "campaign " + UUID.randomUUID();
        int version = as("admin")
                .body(Map.of("definition", definition(name)))
                .post(POLICIES)
                .then()
                .statusCode(201)
                .extract()
                .path("version");
        as("admin")
                .body(Map.of("why", name))
                .post(POLICIES + "/{version}/publication", version)
                .then()
                .statusCode(200);
    }

    private static ObjectNode definition(String name) {
        try (InputStream shipped = PolicyPublishingCampaignTest.class.getResourceAsStream("/default-policy.json")) {
            ObjectNode definition = (ObjectNode) new ObjectMapper().readTree(shipped);
            definition.put("description", name);
            for (JsonNode rule : definition.path("rules")) {
                ((ObjectNode) rule).put("description", name);
                ((ObjectNode) rule.path("then")).put("reason", name);
            }
            return definition;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
